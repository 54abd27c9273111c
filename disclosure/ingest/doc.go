// Package ingest reads files as agencies have them — text, Markdown, web pages, .docx, .xlsx, .csv, .ofd and .pdf — and
// says what stands in them: text, title, what the file says of itself, and what was lost on the way.
//
//	func main() {
//		ingest.RunChild() // before anything else: PDF is read in a child process of this program
//		…
//		content, err := ingest.File(ctx, "澄财〔2024〕5号.ofd", file, size, nil)
//		for _, warning := range content.Warnings {
//			log.Print(warning) // 有图像而没有文字，需要文字识别（OCR）
//		}
//		document, err := content.Document("cz-2024-5")
//
// File is the one door to a file of any kind. Sheets reads tables as rows, and Sheet.Documents and Sheet.FAQs make
// documents and FAQs of them under a disclosure.Mapping.
//
// # Limits
//
// Files come from outside. A file is at most 100 MiB, what is packed in it 200 MiB, a hundred times its size and 10,000
// entries; elements stand at most 256 deep in one another; every reader ends when its context does. Web pages are
// at most 32 MiB, Markdown 2 MiB. PDF, whose parser
// cannot be kept from taking all memory or never ending, is read in a child with limits on memory (Linux, macOS) and
// time (everywhere). Each PDF takes a child of its own: a host that reads many at once bounds how many. The rest of it
// is in Options.
//
// # What is not read
//
// Images: a file that holds only images has the warning NeedsOCR. Old Office and WPS formats (.doc, .xls, .wps), RTF and
// archives: ErrUnsupported says what to save them as. Headers and footers of .docx, comments, charts, formulas as
// objects, seals and annotations of .ofd. PDF fonts that neither map to Unicode nor use a Chinese standard encoding show
// as U+FFFD and count in BadCharacters. In .ofd and .pdf, which say only what stands where, lines are joined to
// paragraphs and parted into columns by their places: two columns of running text are read across, cells of a table that
// break over lines come apart, and the number of a page is left out.
package ingest
