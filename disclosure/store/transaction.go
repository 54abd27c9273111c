package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"hash"
	"strings"
	"time"
	"unicode/utf8"
)

// transaction is one write. All of it happens or none.
type transaction struct {
	store    *Store
	tx       *sql.Tx
	now      time.Time
	prepared map[string]*sql.Stmt

	before  int64     // the newest change before this transaction
	seq     int64     // the newest change, this transaction's own counted
	changes hash.Hash // over what it changed, for the audit log
}

// lockWrites is the first statement of every write. Its row lock orders writers: a number of the sequence is given
// only when every earlier one is visible or given back, so that readers of Changes miss none.
const lockWrites = "UPDATE zwgk_counter SET value = value WHERE name = 'seq'"

// write runs fn in a transaction of its own, alone among all writers, and enters the changes it made in the audit log.
func (s *Store) write(ctx context.Context, by, action string, fn func(*transaction) error) error {
	if err := checkTexts(by); err != nil {
		return err
	}
	return s.locked(ctx, lockWrites, func(t *transaction) error {
		if err := t.queryRow(ctx, "SELECT value FROM zwgk_counter WHERE name = 'seq'").Scan(&t.before); err != nil {
			return fmt.Errorf("the counter: %w", err)
		}
		t.seq = t.before
		if err := fn(t); err != nil || t.seq == t.before {
			return err
		}
		if err := t.exec(ctx, "UPDATE zwgk_counter SET value = ? WHERE name = 'seq'", t.seq); err != nil {
			return err
		}
		return t.enter(ctx, Entry{By: by, Action: action, first: t.before + 1, last: t.seq, digest: hexSum(t.changes)})
	})
}

// locked runs fn in a transaction that begins with a statement that keeps other writers out.
func (s *Store) locked(ctx context.Context, lock string, fn func(*transaction) error) (err error) {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connecting: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if s.dialect == SQLite {
		// Another process may be writing: wait for it instead of failing at once.
		if _, err := conn.ExecContext(ctx, "PRAGMA busy_timeout = 10000"); err != nil {
			return fmt.Errorf("setting the time to wait: %w", err)
		}
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("beginning: %w", err)
	}
	t := &transaction{store: s, tx: tx, now: s.opts.Now(), prepared: map[string]*sql.Stmt{}, changes: sha256.New()}
	if _, err := tx.ExecContext(ctx, lock); err != nil {
		return errors.Join(fmt.Errorf("waiting for other writers: %w", err), tx.Rollback())
	}
	if err := fn(t); err != nil {
		if rollback := tx.Rollback(); rollback != nil && !errors.Is(rollback, sql.ErrTxDone) {
			err = errors.Join(err, rollback)
		}
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("committing: %w", err)
	}
	return nil
}

// checkTexts refuses what a database would refuse or change.
func checkTexts(texts ...string) error {
	for _, text := range texts {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			return fmt.Errorf("%w: %q is not valid UTF-8 or holds NUL; repair it", ErrInvalid, text)
		}
	}
	return nil
}

// statement returns query prepared from its second use on: for a single row preparing costs more than it saves.
func (t *transaction) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	statement, used := t.prepared[query]
	if statement != nil || !used {
		t.prepared[query] = statement
		return statement, nil
	}
	statement, err := t.tx.PrepareContext(ctx, t.store.dialect.placeholders(query))
	t.prepared[query] = statement
	return statement, err
}

func (t *transaction) exec(ctx context.Context, query string, args ...any) error {
	_, err := t.affect(ctx, query, args...)
	return err
}

// affect runs a statement and returns how many rows it changed.
func (t *transaction) affect(ctx context.Context, query string, args ...any) (int64, error) {
	statement, err := t.statement(ctx, query)
	if err != nil {
		return 0, err
	}
	var result sql.Result
	if statement != nil {
		result, err = statement.ExecContext(ctx, args...)
	} else {
		result, err = t.tx.ExecContext(ctx, t.store.dialect.placeholders(query), args...)
	}
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (t *transaction) queryRow(ctx context.Context, query string, args ...any) *sql.Row {
	// A statement that cannot be prepared fails again when it is run, with an error that the row carries.
	if statement, err := t.statement(ctx, query); err == nil && statement != nil {
		return statement.QueryRowContext(ctx, args...)
	}
	return t.tx.QueryRowContext(ctx, t.store.dialect.placeholders(query), args...)
}

// query runs a read outside of any transaction.
func (s *Store) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return s.db.QueryContext(ctx, s.dialect.placeholders(query), args...)
}
