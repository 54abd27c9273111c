package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/store"
)

// BenchmarkImport writes 5,000 documents of 6 KB in one go.
func BenchmarkImport(b *testing.B) {
	text := strings.Repeat("文", 2000)
	run := func(b *testing.B, db database) {
		s, err := store.Open(context.Background(), db.DB, db.dialect, nil)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for b.Loop() {
			rows := func(yield func(disclosure.Document, error) bool) {
				for range 5000 {
					n++
					if !yield(document(fmt.Sprint(n), text), nil) {
						return
					}
				}
			}
			if _, err := s.Documents.Import(context.Background(), "", rows); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "documents/s")
	}
	b.Run("sqlite", func(b *testing.B) {
		run(b, database{openSQLite(b, filepath.Join(b.TempDir(), "zwgk.db")), store.SQLite})
	})
	b.Run("postgresql", func(b *testing.B) { run(b, database{openPostgres(b), store.PostgreSQL}) })
}
