package main

import (
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"time"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/audit"
	"github.com/zwgk/zwgk/examples/internal/feed"
	"github.com/zwgk/zwgk/examples/sample"
)

// inputs is what an audit needs.
type inputs struct {
	profile   *audit.Profile
	catalog   *disclosure.Catalog
	documents iter.Seq2[disclosure.Document, error]
	faqs      []disclosure.FAQ
	asOf      disclosure.Date
}

func (c call) open(stderr io.Writer) (in inputs, err error) {
	in.asOf = disclosure.DateOf(time.Now())
	if c.asOf != "" {
		if in.asOf, err = disclosure.ParseDate(c.asOf); err != nil {
			return in, fmt.Errorf("-as-of: %w", err)
		}
	}
	if c.profile != "" {
		if in.profile, err = readFile(c.profile, audit.ReadProfile); err != nil {
			return in, err
		}
	}
	if in.catalog, err = c.readCatalog(stderr); err != nil {
		return in, err
	}
	if c.faq != "" {
		if in.faqs, err = readFile(c.faq, faqs); err != nil {
			return in, err
		}
	}
	if len(c.files) == 0 {
		return in, c.openSample(&in)
	}
	mapping, err := feed.ReadMapping(c.mapping)
	if err != nil {
		return in, err
	}
	in.documents = fromFiles(c.files, mapping, feed.NewProgress(stderr))
	return in, nil
}

// openSample takes the sample city's documents, questions and day.
func (c call) openSample(in *inputs) (err error) {
	in.documents = disclosure.DecodeDocuments(sample.Documents())
	if c.faq == "" {
		if in.faqs, err = faqs(sample.FAQs()); err != nil {
			return err
		}
	}
	if c.asOf == "" {
		in.asOf, err = disclosure.ParseDate(sample.ReadCity().Today)
	}
	return err
}

// readCatalog reads the catalogue; faults of a CSV table's rows are told and do not end the program.
func (c call) readCatalog(stderr io.Writer) (*disclosure.Catalog, error) {
	switch {
	case c.catalog == "none":
		return nil, nil
	case c.catalog == "":
		return disclosure.BuiltinCatalog(), nil
	case filepath.Ext(c.catalog) != ".csv":
		return readFile(c.catalog, disclosure.ReadCatalog)
	}
	return readFile(c.catalog, func(r io.Reader) (*disclosure.Catalog, error) {
		catalog, err := disclosure.ReadCatalogCSV(r, filepath.Base(c.catalog))
		if catalog == nil {
			return nil, err
		}
		for _, fault := range disclosure.RowErrors(err) {
			fmt.Fprintln(stderr, "audit:", c.catalog, fault)
		}
		return catalog, nil
	})
}

// readFile reads a whole file, packed or not.
func readFile[T any](name string, read func(io.Reader) (T, error)) (value T, err error) {
	file, err := feed.Open(name)
	if err != nil {
		return value, err
	}
	defer file.Close()
	if value, err = read(file); err != nil {
		return value, fmt.Errorf("%s: %w", name, err)
	}
	return value, nil
}

// faqs reads questions and answers. What is wrong with a row that is kept is for the audit to find.
func faqs(r io.Reader) ([]disclosure.FAQ, error) {
	var list []disclosure.FAQ
	for faq, err := range disclosure.DecodeFAQs(r) {
		if err != nil && len(disclosure.RowErrors(err)) == 0 {
			return nil, err
		}
		if faq.ID != "" {
			list = append(list, faq)
		}
	}
	return list, nil
}

// fromFiles reads the documents of one file after another.
func fromFiles(names []string, mapping disclosure.Mapping, progress *feed.Progress) iter.Seq2[disclosure.Document, error] {
	return func(yield func(disclosure.Document, error) bool) {
		rows := 0
		for _, name := range names {
			file, err := feed.Open(name)
			if err != nil {
				yield(disclosure.Document{}, err)
				return
			}
			for document, err := range mapping.Documents(file) {
				rows++
				progress.Step("%s: %d documents, %d%%", name, rows, file.Percent())
				if !yield(document, err) {
					file.Close()
					return
				}
			}
			file.Close()
		}
	}
}
