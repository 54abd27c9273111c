package ingest

import (
	"cmp"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"
)

// genres end the titles of official documents (党政机关公文处理工作条例, 中办发〔2012〕14号, 第八条) and of what is published
// beside them.
var genres = regexp.MustCompile(`(决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|办法|规定|细则|条例|方案|规划|计划|指南|公示|解读|目录|清单|预算|决算|年报|说明|名单|标准)(（[^（）]{1,20}）|\([^()]{1,20}\))?$`)

// numberLine is a line that is a 文号 alone.
var numberLine = regexp.MustCompile(`^[^\s，。]{1,20}[〔\[［﹝【(（]\d{4}[〕\]］﹞】)）]\s*第?\d+号$`)

// maxTitle is how long a title may be, in characters.
const maxTitle = 100

// guessTitle takes a document's title from its first lines: official ones have the issuer's name and the number above
// it, and break long titles over lines. Where no line reads like a title it is the file's name.
func guessTitle(text, name string) string {
	lines := strings.SplitN(text, "\n", 16)
	title, found := "", ""
	for _, line := range lines[:min(len(lines), 15)] {
		line = oneLine(line)
		if found != "" && !strings.HasPrefix(line, "的") {
			return found // 关于印发…办法 may go on with 的通知
		}
		switch {
		case numberLine.MatchString(strings.ReplaceAll(line, " ", "")) || strings.HasSuffix(line, "文件") && utf8.RuneCountInString(line) < 30:
			title = ""
			continue
		case line == "":
			continue
		case strings.ContainsAny(line, "。；！？!?") || utf8.RuneCountInString(title+line) > maxTitle:
			return cmp.Or(found, fileTitle(name))
		}
		if title += strings.ReplaceAll(line, " ", ""); genres.MatchString(title) {
			found = title
		}
	}
	return cmp.Or(found, fileTitle(name))
}

// fileTitle is a file's name without folder and extension.
func fileTitle(name string) string {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimSuffix(base, path.Ext(base))
}
