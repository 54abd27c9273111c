package main

import (
	"context"
	"database/sql"
	"iter"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver
)

// sqlite is FTS5 over words parted by blanks, beside a table of what is filtered and counted by.
type sqlite struct{ db *sql.DB }

func (s *sqlite) name() string { return "sqlite" }

const sqliteSchema = `PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;
CREATE TABLE passages(id INTEGER PRIMARY KEY, name TEXT, text TEXT, agency TEXT, category TEXT, year TEXT, date TEXT);
CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize="unicode61 remove_diacritics 0")`

func (s *sqlite) index(ctx context.Context, folder string, passages iter.Seq[passage], words func(string) []string) error {
	if err := s.open(folder); err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, sqliteSchema); err != nil {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after Commit it does nothing
	row, err := tx.PrepareContext(ctx, "INSERT INTO passages VALUES(?,?,?,?,?,?,?)")
	if err != nil {
		return err
	}
	body, err := tx.PrepareContext(ctx, "INSERT INTO words(rowid,body) VALUES(?,?)")
	if err != nil {
		return err
	}
	n := 0
	for p := range passages {
		n++
		if _, err := row.ExecContext(ctx, n, p.id, p.text, p.agency, p.category, p.year(), p.date.String()); err != nil {
			return err
		}
		if _, err := body.ExecContext(ctx, n, strings.Join(words(p.text), " ")); err != nil {
			return err
		}
	}
	return firstOf(tx.Commit(), s.close())
}

func (s *sqlite) open(folder string) (err error) {
	s.db, err = sql.Open("sqlite", filepath.Join(folder, "index.db"))
	if err == nil {
		s.db.SetMaxOpenConns(1)
	}
	return err
}

func (s *sqlite) close() error { return s.db.Close() }

func (s *sqlite) ask(ctx context.Context, k kind, q question) (int, error) {
	first := quoted(q[:1], "")
	const from = " FROM words JOIN passages ON passages.id=words.rowid WHERE words MATCH ?"
	switch k {
	case anyWord:
		return s.count(ctx, "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 10", quoted(q, " OR "))
	case question100:
		return s.count(ctx, "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 100", quoted(q, " OR "))
	case allWords:
		return s.count(ctx, "SELECT text"+from+" ORDER BY rank LIMIT 10", quoted(q, " AND "))
	case dateTerm:
		return s.count(ctx, "SELECT passages.id"+from+" AND date BETWEEN '2018-01-01' AND '2020-12-31' ORDER BY rank LIMIT 10", first)
	case byDate:
		return s.count(ctx, "SELECT passages.id"+from+" ORDER BY date DESC LIMIT 10", first)
	}
	n := 0
	for _, column := range []string{"agency", "category", "year"} {
		if _, err := s.count(ctx, "SELECT "+column+", count(*)"+from+" GROUP BY 1 ORDER BY 2 DESC LIMIT 50", first); err != nil {
			return 0, err
		}
	}
	err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM words WHERE words MATCH ?", first).Scan(&n)
	return n, err
}

// count reads a statement's rows and returns how many there are.
func (s *sqlite) count(ctx context.Context, statement, match string) (n int, err error) {
	rows, err := s.db.QueryContext(ctx, statement, match)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		n++
	}
	return n, rows.Err()
}

// quoted writes words as FTS5 reads them, and joined for the others.
func quoted(q question, operator string) string { return `"` + strings.Join(q, `"`+operator+`"`) + `"` }

func joined(q question) string { return strings.Join(q, " ") }
