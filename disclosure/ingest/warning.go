package ingest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// WarningCode is a stable code for what was lost or guessed.
type WarningCode string

// The warnings.
const (
	NeedsOCR        WarningCode = "needs-ocr"        // pages or all of it are images
	BadCharacters   WarningCode = "bad-characters"   // characters could not be decoded and became U+FFFD
	GuessedCharset  WarningCode = "guessed-charset"  // the encoding is not stated and was told by the bytes
	MissingPart     WarningCode = "missing-part"     // a part that the file refers to is not there or not readable
	DroppedDeletion WarningCode = "dropped-deletion" // tracked deletions (修订) were left out, insertions taken
	CutShort        WarningCode = "cut-short"        // a limit was met, the rest is not read
)

// Warning is one thing that an editor should look at.
type Warning struct {
	Code  WarningCode
	Count int    // how many characters, pages, parts; 0 where it does not apply
	Where string // the part or page, where known
}

var warningTexts = map[WarningCode]string{
	NeedsOCR:        "有图像而没有文字，需要文字识别（OCR）",
	BadCharacters:   "有无法解码的字符",
	GuessedCharset:  "未声明字符编码，按内容判断",
	MissingPart:     "有缺失或无法读取的部分",
	DroppedDeletion: "有未接受的修订：已删除的内容未读取，新增的内容已读取",
	CutShort:        "内容过长，后面的部分未读取",
}

// String says the warning in Chinese.
func (w Warning) String() string {
	text := warningTexts[w.Code]
	if w.Where != "" {
		text += "：" + w.Where
	}
	if w.Count > 0 {
		text += fmt.Sprintf("（%d处）", w.Count)
	}
	return text
}

// warn adds a warning.
func (c *Content) warn(code WarningCode, count int, where string) {
	c.Warnings = append(c.Warnings, Warning{code, count, where})
}

// set keeps what a file says of itself; the first value of a name stays.
func (c *Content) set(name, value string) {
	if name, value = oneLine(name), oneLine(value); name == "" || value == "" {
		return
	}
	if c.Meta == nil {
		c.Meta = map[string]string{}
	}
	if _, ok := c.Meta[name]; !ok {
		c.Meta[name] = value
	}
}

// stated returns what a file says under a name, written in whatever case, and the name as the file writes it.
func (c *Content) stated(name string) (theirs, value string) {
	if value, ok := c.Meta[name]; ok {
		return name, value
	}
	for _, theirs := range slices.Sorted(maps.Keys(c.Meta)) {
		if strings.EqualFold(theirs, name) {
			return theirs, c.Meta[theirs]
		}
	}
	return "", ""
}
