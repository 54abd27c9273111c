package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one numbered step from one schema to the next. A published file is never edited: its checksum stands
// in every database it was applied to.
type migration struct {
	version  int
	name     string
	text     string
	checksum string
}

// migrations returns the embedded steps in order; file names begin with their number.
func migrations() ([]migration, error) {
	entries, err := migrationFiles.ReadDir("migrations")
	if err != nil {
		return nil, fmt.Errorf("store: migrations: %w", err)
	}
	var list []migration
	for _, entry := range entries {
		text, err := migrationFiles.ReadFile("migrations/" + entry.Name())
		if err != nil {
			return nil, fmt.Errorf("store: migrations: %w", err)
		}
		number, name, _ := strings.Cut(strings.TrimSuffix(entry.Name(), ".sql"), "_")
		version, err := strconv.Atoi(number)
		if err != nil || version != len(list)+1 {
			return nil, fmt.Errorf("store: migrations: %s is out of order", entry.Name())
		}
		sum := sha256.Sum256(text)
		list = append(list, migration{version, name, string(text), hex.EncodeToString(sum[:])})
	}
	return list, nil
}

// statements returns the step's SQL in the dialect's words, one statement each: not every driver takes several.
func (m migration) statements(d Dialect) []string {
	var list []string
	for statement := range strings.SplitSeq(m.text, ";\n") {
		var lines []string
		for line := range strings.SplitSeq(statement, "\n") {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "--") {
				lines = append(lines, line)
			}
		}
		if lines != nil {
			list = append(list, strings.ReplaceAll(strings.Join(lines, "\n"), "KEY_TEXT", d.keyText()))
		}
	}
	return list
}

const createSchemaTable = `CREATE TABLE IF NOT EXISTS zwgk_schema (
	version INTEGER PRIMARY KEY, name TEXT, checksum TEXT NOT NULL, applied TEXT)`

// migrate brings the tables up to this version, or says why it cannot.
func (s *Store) migrate(ctx context.Context) error {
	if err := s.createSchemaTable(ctx); err != nil {
		return err
	}
	known, err := migrations()
	if err != nil {
		return err
	}
	err = s.locked(ctx, s.dialect.lockSchema(), func(t *transaction) error {
		applied, err := appliedMigrations(ctx, t, known)
		if err != nil {
			return err
		}
		for _, m := range known[applied:] {
			for _, statement := range m.statements(s.dialect) {
				if _, err := t.tx.ExecContext(ctx, statement); err != nil {
					return fmt.Errorf("store: migration %d (%s): %w", m.version, m.name, err)
				}
			}
			err := t.exec(ctx, "INSERT INTO zwgk_schema (version, name, checksum, applied) VALUES (?, ?, ?, ?)",
				m.version, m.name, m.checksum, formatTime(s.opts.Now()))
			if err != nil {
				return fmt.Errorf("store: migration %d (%s): %w", m.version, m.name, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.checkColumns(ctx)
}

// createSchemaTable retries: two processes that start at once on an empty PostgreSQL database can both find the table
// missing, and one of them fails.
func (s *Store) createSchemaTable(ctx context.Context) (err error) {
	for range 3 {
		err = s.locked(ctx, createSchemaTable, func(*transaction) error { return nil })
		if err == nil || ctx.Err() != nil {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("store: open: %w", err)
	}
	return nil
}

// appliedMigrations returns how many of the known steps the database has had.
func appliedMigrations(ctx context.Context, t *transaction, known []migration) (n int, err error) {
	rows, err := t.tx.QueryContext(ctx, "SELECT version, name, checksum FROM zwgk_schema ORDER BY version")
	if err != nil {
		return 0, fmt.Errorf("store: open: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for ; rows.Next(); n++ {
		var version int
		var name sql.NullString
		var checksum string
		if err := rows.Scan(&version, &name, &checksum); err != nil {
			return 0, fmt.Errorf("store: open: %w", err)
		}
		switch {
		case version > len(known):
			return 0, fmt.Errorf("%w: it has migration %d (%s), this program knows %d; update the program",
				ErrSchema, version, name.String, len(known))
		case version != n+1:
			return 0, fmt.Errorf("%w: migration %d is missing; restore the database from a backup", ErrSchema, n+1)
		case checksum != known[n].checksum:
			return 0, fmt.Errorf("%w: migration %d (%s) was applied in another form; use the program that made the database",
				ErrSchema, version, name.String)
		}
	}
	return n, rows.Err()
}

// columns are what the statements of this package rely on.
var columns = map[string]string{
	"zwgk_counter":  "name, value",
	"zwgk_record":   "kind, id, version, seq, deleted, hash",
	"zwgk_version":  "seq, kind, id, version, deleted, erased, hash, actor, written, body",
	"zwgk_question": "id, conversation, asked, body, outcome, question, settled",
	"zwgk_feedback": "question, given, helpful, reason, comment",
	"zwgk_audit":    "number, written, actor, action, object, detail, first_seq, last_seq, digest, previous, hash",
}

// checkColumns finds tables that somebody changed by hand, at start rather than at the first write.
func (s *Store) checkColumns(ctx context.Context) error {
	for table, list := range columns {
		rows, err := s.db.QueryContext(ctx, "SELECT "+list+" FROM "+table+" WHERE 1 = 0")
		if err == nil {
			err = errors.Join(rows.Err(), rows.Close())
		}
		switch {
		case ctx.Err() != nil:
			return fmt.Errorf("store: open: %w", ctx.Err())
		case err != nil:
			return fmt.Errorf("%w: table %s cannot be read: %w", ErrSchema, table, err)
		}
	}
	return nil
}
