package ingest

// What tests of parts need to reach.
var (
	FormatNumber = formatNumber
	MendPDF      = mendPDF
)

// CMapText reads a map and looks one code up in it.
func CMapText(data []byte, code string) (string, bool) { return parseCMap(data).lookUp(code) }
