package disclosure

import "strings"

// RelationType names how one document bears on another. The direction is from the holder to the target: a
// document with {Repeals, X} repeals X. In JSON it may be the code or the Chinese word.
type RelationType string

// The types of relation.
const (
	Repeals       RelationType = "repeals"           // 废止
	Amends        RelationType = "amends"            // 修改
	Replaces      RelationType = "replaces"          // 代替
	PartlyRepeals RelationType = "partially-repeals" // 部分废止
	Interprets    RelationType = "interprets"        // 解读
	InterpretedBy RelationType = "interpreted-by"    // 被解读, the policy's side of Interprets
	Answers       RelationType = "answers"           // 回应, 答复
	Implements    RelationType = "implements"        // 贯彻落实
	Basis         RelationType = "basis"             // 依据
	Corrects      RelationType = "corrects"          // 更正
)

// relationWords lists, for each type, the word shown to people first and then other words read as the same.
var relationWords = []struct {
	relation RelationType
	words    []string
}{
	{Repeals, []string{"废止"}},
	{Amends, []string{"修改", "修订", "修正"}},
	{Replaces, []string{"代替", "替代"}},
	{PartlyRepeals, []string{"部分废止"}},
	{Interprets, []string{"解读"}},
	{InterpretedBy, []string{"被解读", "解读材料", "相关解读"}},
	{Answers, []string{"回应", "答复"}},
	{Implements, []string{"贯彻落实", "落实", "实施"}},
	{Basis, []string{"依据"}},
	{Corrects, []string{"更正"}},
}

// Chinese returns the word shown to people; the code itself where it is none of ours.
func (t RelationType) Chinese() string {
	for _, entry := range relationWords {
		if t == entry.relation {
			return entry.words[0]
		}
	}
	return string(t)
}

// UnmarshalText reads a code or a Chinese word; anything else is kept as it is.
func (t *RelationType) UnmarshalText(text []byte) error {
	s := strings.TrimSpace(string(text))
	*t = RelationType(s)
	for _, entry := range relationWords {
		for _, word := range entry.words {
			if s == word {
				*t = entry.relation
			}
		}
	}
	return nil
}

// Relation is a link from the document that holds it to another one.
type Relation struct {
	Type   RelationType `json:"type"`
	Target string       `json:"target"`          // document id
	Scope  string       `json:"scope,omitempty"` // which part, in words, e.g. 第三条
	On     Date         `json:"on,omitzero"`     // from which day
}
