package qa

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese"
)

// minNamed is how many characters of a name a question must hold on end to name it.
const minNamed = 4

// commonParts are what names share that tells nothing apart.
var commonParts = regexp.MustCompile(`^\p{Han}{2,3}?[市省]|建设工程|工程施工|建设项目|采购项目|项目|工程|建设|关于|公告|公示|通知|结果|情况|的|(?:19|20)\d\d年度?|专项资金|补助资金|资金|评价|绩效|挂牌|出让|使用权|国有`)

// names says how many characters on end of a name a question holds, what is common to names left out: at least minNamed,
// or all of a shorter name. It is 0 where the question does not name it.
func names(question, name string) int {
	best := 0
	for _, part := range strings.FieldsFunc(commonParts.ReplaceAllString(chinese.Fold(name), "|"), func(r rune) bool { return strings.ContainsRune("|()[]（）、， “”\"", r) }) {
		n, whole := sharedRun(question, part), utf8.RuneCountInString(part)
		if n >= minNamed || n == whole && n >= 3 {
			best = max(best, n)
		}
	}
	return best
}

// sharedRun returns the length in characters of the longest run that two texts share.
func sharedRun(a, b string) (longest int) {
	y := []rune(b)
	row := make([]int, len(y)+1)
	for _, r := range a {
		diagonal := 0
		for j, s := range y {
			above := row[j+1]
			row[j+1] = 0
			if r == s {
				row[j+1] = diagonal + 1
				longest = max(longest, row[j+1])
			}
			diagonal = above
		}
	}
	return longest
}

var (
	ownRegion = regexp.MustCompile(`^\p{Han}{2,3}?[市县区省]`)
	ordinal   = regexp.MustCompile(`第([一二三四五六七八九十]{1,2})`)
)

// aliases returns how people call an institution: 澜川市第一中学, 第一中学, 市一中, 一中.
func aliases(name string) []string {
	bare := ownRegion.ReplaceAllString(name, "")
	all := []string{name}
	if utf8.RuneCountInString(bare) >= 3 {
		all = append(all, bare)
	}
	if m := ordinal.FindStringSubmatch(bare); m != nil {
		short := ""
		for _, kind := range [][2]string{{"中学", "中"}, {"小学", "小"}, {"人民医院", "医院"}, {"幼儿园", "幼"}} {
			if strings.HasSuffix(bare, kind[0]) {
				short = m[1] + kind[1]
				all = append(all, m[1]+kind[0])
			}
		}
		if short != "" {
			all = append(all, "市"+short, "县"+short, "区"+short, short)
		}
		if strings.HasSuffix(bare, "人民医院") {
			all = append(all, "人民医院", "市"+m[1]+"院")
		}
	}
	if strings.HasSuffix(bare, "实验小学") {
		all = append(all, "市实小")
	}
	return all
}

// calls says how many characters of an institution's name or of an alias of it a question holds; 0 for none.
func calls(question, name string) int {
	best := 0
	for _, alias := range aliases(name) {
		at := strings.Index(question, alias)
		if at < 0 {
			continue
		}
		n := utf8.RuneCountInString(alias)
		before, _ := utf8.DecodeLastRuneInString(question[:at])
		after, _ := utf8.DecodeRuneInString(question[at+len(alias):])
		if n == 2 && (strings.ContainsRune("统唯之十二三四五六七八九第", before) || strings.ContainsRune("心的央等考国间", after)) {
			continue // 统一中心, 其一中的
		}
		best = max(best, n)
	}
	return best
}
