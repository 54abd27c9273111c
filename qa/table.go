package qa

// Table is tabular data beside an answer, such as the lines of a budget. Rows are as long as Columns.
type Table struct {
	Caption string     `json:"caption,omitempty"`
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
}

// Timeline is dated steps beside an answer, such as the stages of a project, in order.
type Timeline struct {
	Caption string `json:"caption,omitempty"`
	Steps   []Step `json:"steps"`
}

// Step is one entry of a Timeline. One that is not done has no date.
type Step struct {
	Date     string `json:"date,omitempty"` // 2006-01-02
	Title    string `json:"title"`
	Text     string `json:"text,omitempty"`
	URL      string `json:"url,omitempty"`
	Done     bool   `json:"done,omitempty"`
	Document string `json:"-"` // id of the document that publishes it, for hosts that make their own links
}
