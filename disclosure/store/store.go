package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/zwgk/zwgk/disclosure"
)

// Errors a host branches on.
var (
	// ErrSchema: the tables in the database are not those that this version of the library makes and reads.
	ErrSchema = errors.New("store: the database's tables are not those of this version")
	// ErrConflict: somebody else has written a newer version; read it and decide again.
	ErrConflict = errors.New("store: a newer version was written meanwhile; read it and decide again")
	// ErrInvalid: the value cannot be kept as it is.
	ErrInvalid = errors.New("store: the value cannot be kept")
	// ErrAhead: a watermark is beyond the newest change, as when the database was restored from an older copy.
	ErrAhead = errors.New("store: the watermark is beyond the newest change; rebuild the index from 0")
	// ErrTampered: the audit log or what it vouches for was changed outside this library.
	ErrTampered = errors.New("store: the audit log does not add up")
)

// Options tune a store; nil means the defaults.
type Options struct {
	Now       func() time.Time // the clock; default time.Now
	AuditKey  []byte           // key of the audit log's chain (HMAC-SHA256); default none, plain SHA-256
	BatchSize int              // rows that Import writes in one transaction; default 500
	Progress  func(Report)     // called after each transaction of an Import with the report so far; default none
}

func (o *Options) withDefaults() Options {
	var opts Options
	if o != nil {
		opts = *o
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.BatchSize <= 0 {
		opts.BatchSize = 500
	}
	return opts
}

// Store keeps what a disclosure site must not lose. It is safe for concurrent use, from several processes too.
type Store struct {
	Documents *Collection[disclosure.Document]
	FAQs      *Collection[disclosure.FAQ]
	Questions *Questions
	Audit     *AuditLog

	db      *sql.DB
	dialect Dialect
	opts    Options
	turn    chan struct{} // held by the one writer of this process
}

// Open makes the tables where they are missing and returns the store. The database stays the host's: there is no
// Close here. It fails with ErrSchema when the tables were made by a later version of this library, when a migration
// that was applied is not the one known here, or when tables or columns are missing.
func Open(ctx context.Context, db *sql.DB, dialect Dialect, opts *Options) (*Store, error) {
	if err := dialect.validate(); err != nil {
		return nil, err
	}
	s := &Store{db: db, dialect: dialect, opts: opts.withDefaults(), turn: make(chan struct{}, 1)}
	if err := s.migrate(ctx); err != nil {
		return nil, err
	}
	s.Documents = &Collection[disclosure.Document]{store: s, kind: "document",
		id:       func(d *disclosure.Document) string { return d.ID },
		validate: (*disclosure.Document).Validate}
	s.FAQs = &Collection[disclosure.FAQ]{store: s, kind: "faq",
		id:       func(f *disclosure.FAQ) string { return f.ID },
		validate: validateFAQ}
	s.Questions = &Questions{s}
	s.Audit = &AuditLog{s}
	return s, nil
}

// Head returns the number of the newest change, 0 in an empty store.
func (s *Store) Head(ctx context.Context) (int64, error) {
	var head int64
	err := s.db.QueryRowContext(ctx, "SELECT value FROM zwgk_counter WHERE name = 'seq'").Scan(&head)
	if err != nil {
		return 0, fmt.Errorf("store: head: %w", err)
	}
	return head, nil
}

// timeLayout has a fixed width, so that times compare as texts.
const timeLayout = "2006-01-02T15:04:05.000000Z"

func formatTime(t time.Time) string { return t.UTC().Format(timeLayout) }

// readTime reads what formatTime wrote; anything else is the zero time.
func readTime(s string) time.Time {
	t, _ := time.Parse(timeLayout, s)
	return t
}

// optional makes NULL of an empty text: some databases of the PostgreSQL family do so by themselves.
func optional(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
