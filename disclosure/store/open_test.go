package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/store"
)

// database is one of the databases that every test runs on.
type database struct {
	*sql.DB
	dialect store.Dialect
}

// onEach runs a test on SQLite, and on PostgreSQL where ZWGK_POSTGRES names one.
func onEach(t *testing.T, test func(t *testing.T, db database)) {
	t.Run("sqlite", func(t *testing.T) {
		test(t, database{openSQLite(t, filepath.Join(t.TempDir(), "zwgk.db")), store.SQLite})
	})
	t.Run("postgresql", func(t *testing.T) {
		test(t, database{openPostgres(t), store.PostgreSQL})
	})
}

func sqliteAddress(path string) string {
	address := url.URL{Scheme: "file", Opaque: path, RawQuery: "_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)"}
	return address.String()
}

func openSQLite(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", sqliteAddress(path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

var schemas atomic.Int64

// openPostgres gives a test a schema of its own.
func openPostgres(t testing.TB) *sql.DB {
	t.Helper()
	dsn := os.Getenv("ZWGK_POSTGRES")
	if dsn == "" {
		if os.Getenv("ZWGK_CI") == "1" {
			t.Fatal("ZWGK_POSTGRES is not set: name a PostgreSQL database for the tests")
		}
		t.Skip("ZWGK_POSTGRES is not set: not tested on PostgreSQL")
	}
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		t.Fatal(err)
	}
	schema := fmt.Sprintf("zwgk_test_%d_%d", os.Getpid(), schemas.Add(1))
	admin := stdlib.OpenDB(*config)
	if _, err := admin.Exec("CREATE SCHEMA " + schema); err != nil {
		t.Fatal(err)
	}
	config = config.Copy()
	config.RuntimeParams["search_path"] = schema
	db := stdlib.OpenDB(*config)
	t.Cleanup(func() {
		db.Close()
		if _, err := admin.Exec("DROP SCHEMA " + schema + " CASCADE"); err != nil {
			t.Error(err)
		}
		admin.Close()
	})
	return db
}

// open opens a store with a clock that stands still until it is moved.
func open(t testing.TB, db database) (*store.Store, *clock) {
	t.Helper()
	c := &clock{now: time.Date(2026, 3, 2, 9, 30, 0, 0, time.FixedZone("", 8*3600))}
	s, err := store.Open(context.Background(), db.DB, db.dialect, &store.Options{Now: c.Now, BatchSize: 3})
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

type clock struct{ now time.Time }

func (c *clock) Now() time.Time       { return c.now }
func (c *clock) pass(d time.Duration) { c.now = c.now.Add(d) }
func must[T any](t testing.TB) func(v T, err error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func document(id, text string) disclosure.Document {
	return disclosure.Document{ID: id, Title: "澄江市" + id, Text: text}
}

func TestOpeningTwiceKeepsEverything(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		first, _ := open(t, db)
		must[int](t)(first.Documents.Put(ctx, "编辑", document("a", "文")))
		second, _ := open(t, db)
		if n := must[int](t)(second.Documents.Count(ctx)); n != 1 {
			t.Errorf("%d documents", n)
		}
	})
}

func TestManyOpenAnEmptyDatabaseAtOnce(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		faults := make(chan error)
		for range 6 {
			go func() {
				_, err := store.Open(context.Background(), db.DB, db.dialect, nil)
				faults <- err
			}()
		}
		for range 6 {
			if err := <-faults; err != nil {
				t.Error(err)
			}
		}
	})
}

func TestAForeignSchemaIsRefusedWithItsReason(t *testing.T) {
	for _, c := range []struct{ name, change, reason string }{
		{"later", "INSERT INTO zwgk_schema (version, name, checksum) VALUES (99, 'maps', 'x')", "migration 99 (maps)"},
		{"altered", "UPDATE zwgk_schema SET checksum = 'x' WHERE version = 2", "migration 2 (questions) was applied in another form"},
		{"incomplete", "DELETE FROM zwgk_schema WHERE version = 1", "migration 1 is missing"},
		{"no column", "ALTER TABLE zwgk_audit DROP COLUMN detail", "zwgk_audit"},
		{"no table", "DROP TABLE zwgk_feedback", "zwgk_feedback"},
	} {
		t.Run(c.name, func(t *testing.T) {
			onEach(t, func(t *testing.T, db database) {
				open(t, db)
				if _, err := db.Exec(c.change); err != nil {
					t.Fatal(err)
				}
				_, err := store.Open(context.Background(), db.DB, db.dialect, nil)
				if !errors.Is(err, store.ErrSchema) || !strings.Contains(err.Error(), c.reason) {
					t.Errorf("%v", err)
				}
			})
		})
	}
}

func TestAnUnknownDialectIsRefused(t *testing.T) {
	if _, err := store.Open(context.Background(), nil, "mysql", nil); err == nil || !strings.Contains(err.Error(), "mysql") {
		t.Errorf("%v", err)
	}
}
