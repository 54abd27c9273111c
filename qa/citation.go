package qa

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
)

// ErrCitation is what Verify reports, wrapped with the particulars.
var ErrCitation = errors.New("qa: citation does not hold")

// cite makes the citation of a byte range of a document's text.
func cite(d *disclosure.Document, start, end int) Citation {
	return Citation{
		Document:  d.ID,
		Number:    d.Number.String(),
		Title:     d.Title,
		Section:   sectionOf(d.Text, start),
		URL:       d.URL,
		Issuer:    d.Issuer(),
		Published: d.Date().String(),
		Validity:  d.Validity,
		Start:     start,
		End:       end,
		Quote:     d.Text[start:end],
		Hash:      textHash(d.Text),
	}
}

func textHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// heading matches the headings of official documents: 一、 （一） 第一章 第一条 (GB/T 9704-2012 §7.3.3).
var heading = regexp.MustCompile(`^[ \t\x{3000}]*(?:[一二三四五六七八九十百]{1,4}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十百零]{1,6}[章节条])`)

const maxSectionRunes = 30

// sectionOf returns the nearest heading at or above an offset, shortened, or "".
func sectionOf(text string, offset int) string {
	for end := offset; ; {
		start := strings.LastIndexByte(text[:end], '\n') + 1
		line := text[start:]
		if n := strings.IndexByte(line, '\n'); n >= 0 {
			line = line[:n]
		}
		if heading.MatchString(line) {
			line = strings.TrimSpace(line)
			if n := strings.IndexAny(line, "。；："); n > 0 {
				line = line[:n]
			}
			if runes := []rune(line); len(runes) > maxSectionRunes {
				line = string(runes[:maxSectionRunes]) + "…"
			}
			return line
		}
		if start == 0 {
			return ""
		}
		end = start - 1
	}
}

// Verify checks an answer against the documents it cites, as get returns them: each quote must stand at its byte range
// of a text that is the one cited, each record must be the one cited, and an answer from documents must cite. It returns the first fault, which wraps
// ErrCitation.
func Verify(answer Answer, get func(id string) (disclosure.Document, bool)) error {
	if answer.Outcome == Answered && answer.FAQ == "" && len(answer.Citations) == 0 {
		return fmt.Errorf("%w: answered without a citation", ErrCitation)
	}
	for _, c := range answer.Citations {
		d, ok := get(c.Document)
		switch {
		case !ok:
			return fmt.Errorf("%w: document %q is not there", ErrCitation, c.Document)
		case textHash(d.Text) != c.Hash:
			return fmt.Errorf("%w: document %q is no longer the text that was cited", ErrCitation, c.Document)
		case c.Record != "" && (c.RecordHash == "" || recordHash(&d, c.Record) != c.RecordHash):
			return fmt.Errorf("%w: document %q no longer holds the record %q that was cited", ErrCitation, c.Document, c.Record)
		case c.Record != "" && d.Text == "" && c.Quote == "" && c.Start == 0 && c.End == 0 && c.Title == d.Title:
			continue // a document of records alone
		case c.Start < 0 || c.End > len(d.Text) || c.Start >= c.End || d.Text[c.Start:c.End] != c.Quote:
			return fmt.Errorf("%w: document %q does not say %.60q at %d", ErrCitation, c.Document, c.Quote, c.Start)
		case !utf8.ValidString(c.Quote):
			return fmt.Errorf("%w: document %q is cut within a character at %d", ErrCitation, c.Document, c.Start)
		case c.Title != d.Title:
			return fmt.Errorf("%w: document %q is titled %q, not %q", ErrCitation, c.Document, d.Title, c.Title)
		}
	}
	return nil
}
