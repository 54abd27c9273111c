package qa_test

import (
	"context"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/search"
)

// assistantOver is an assistant over a few documents, without FAQs, on the town's day.
func assistantOver(t testing.TB, documents []disclosure.Document, faqs ...disclosure.FAQ) (*qa.Assistant, func(id string) (disclosure.Document, bool)) {
	t.Helper()
	index, err := search.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	_, err = index.Import(t.Context(), func(yield func(disclosure.Document, error) bool) {
		for _, d := range documents {
			if !yield(d, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	a, err := qa.New(index, faqs, &qa.Options{Contacts: offices, Today: todayIs})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a, getFrom(index)
}

// getFrom returns the documents of an index as qa.Verify wants them.
func getFrom(index *search.Index) func(id string) (disclosure.Document, bool) {
	return func(id string) (disclosure.Document, bool) {
		d, ok, err := index.Get(context.Background(), id)
		return d, ok && err == nil
	}
}
