package disclosure

// RelationType names how one document bears on another. The direction is from the holder to the target: a
// document with {Repeals, X} repeals X.
type RelationType string

const (
	Repeals       RelationType = "repeals"           // 废止
	Amends        RelationType = "amends"            // 修改
	Replaces      RelationType = "replaces"          // 代替
	PartlyRepeals RelationType = "partially-repeals" // 部分废止
	Interprets    RelationType = "interprets"        // 解读
	Answers       RelationType = "answers"           // 回应, 答复
	Implements    RelationType = "implements"        // 贯彻落实
	Basis         RelationType = "basis"             // 依据
	Corrects      RelationType = "corrects"          // 更正
)

// Relation is a link from the document that holds it to another one.
type Relation struct {
	Type   RelationType `json:"type"`
	Target string       `json:"target"`          // document id
	Scope  string       `json:"scope,omitempty"` // which part, in words, e.g. 第三条
	On     Date         `json:"on,omitzero"`     // from which day
}
