package disclosure

// FAQ is a question an agency has answered beforehand (常见问题). Its answer is reviewed text: an assistant may
// return it word for word. Documents names what it rests on; Reviewed and ReviewBy bound how long it may be trusted.
type FAQ struct {
	ID         string     `json:"id"`
	Question   string     `json:"question"`
	Variants   []string   `json:"variants,omitempty"` // other ways people ask the same (相似问法)
	Answer     string     `json:"answer"`
	Documents  []string   `json:"documents,omitempty"`  // ids of the documents cited
	Department string     `json:"department,omitempty"` // who answers for it
	URL        string     `json:"url,omitempty"`
	Reviewed   Date       `json:"reviewed,omitzero"`    // last reviewed on
	ReviewBy   Date       `json:"review_by,omitzero"`   // next review due
	Attributes Attributes `json:"attributes,omitempty"` // what the host holds beyond these
}
