package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
)

// standing is where a value stands in the middle of a write.
type standing struct {
	version int64 // 0 where there is none
	deleted bool
	hash    string
}

// outcome says what a put did.
type outcome int

const (
	same     outcome = iota // as it was there already
	added                   // there was none, or it was deleted
	replaced                // another content took its place
)

func (c *Collection[T]) current(ctx context.Context, t *transaction, id string) (now standing, err error) {
	var hash sql.NullString
	err = t.queryRow(ctx, "SELECT version, deleted, hash FROM zwgk_record WHERE kind = ? AND id = ?", c.kind, id).
		Scan(&now.version, &now.deleted, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return standing{}, nil
	}
	now.hash = hash.String
	return now, err
}

// put writes a value unless it is there already.
func (c *Collection[T]) put(ctx context.Context, t *transaction, by string, r encoded) (outcome, error) {
	now, err := c.current(ctx, t, r.id)
	if err != nil {
		return same, err
	}
	state := replaced
	switch {
	case now.version == 0 || now.deleted:
		state = added
	case now.hash == r.hash:
		return same, nil
	}
	return state, c.append(ctx, t, by, r, now)
}

// append writes the next version of a value and points the record to it.
func (c *Collection[T]) append(ctx context.Context, t *transaction, by string, r encoded, now standing) error {
	t.seq++
	version, deleted := now.version+1, flag(r.body == nil)
	fmt.Fprintf(t.changes, "%s\n", changeLine(t.seq, c.kind, r.id, version, deleted, r.hash))
	err := t.exec(ctx, "INSERT INTO zwgk_version (seq, kind, id, version, deleted, erased, hash, actor, written, body) "+
		"VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?)", t.seq, c.kind, r.id, version, deleted, optional(r.hash), optional(by),
		formatTime(t.now), optional(string(r.body)))
	if err != nil {
		return err
	}
	if now.version > 0 {
		return t.exec(ctx, "UPDATE zwgk_record SET version = ?, seq = ?, deleted = ?, hash = ? WHERE kind = ? AND id = ?",
			version, t.seq, deleted, optional(r.hash), c.kind, r.id)
	}
	return t.exec(ctx, "INSERT INTO zwgk_record (kind, id, version, seq, deleted, hash) VALUES (?, ?, ?, ?, ?, ?)",
		c.kind, r.id, version, t.seq, deleted, optional(r.hash))
}

// selectChange reads what scan takes; conditions follow.
const selectChange = "SELECT v.seq, v.id, v.version, v.deleted, v.erased, v.hash, v.actor, v.written, v.body FROM zwgk_version v "

func (c *Collection[T]) scan(row interface{ Scan(...any) error }) (change Change[T], err error) {
	var hash, by, body sql.NullString
	var written string
	err = row.Scan(&change.Seq, &change.ID, &change.Version, &change.Deleted, &change.Erased, &hash, &by, &written, &body)
	if err != nil {
		return change, err
	}
	change.Hash, change.By, change.At = hash.String, by.String, readTime(written)
	if !body.Valid {
		return change, nil
	}
	if err := json.Unmarshal([]byte(body.String), &change.Value); err != nil {
		return change, fmt.Errorf("version %d of %s: %w", change.Version, change.ID, err)
	}
	return change, nil
}

// History yields every version of a value in order, deletions included.
func (c *Collection[T]) History(ctx context.Context, id string) iter.Seq2[Change[T], error] {
	return c.pages(ctx, "history", "WHERE v.kind = ? AND v.id = ? AND v.version > ? ORDER BY v.version",
		func(last Change[T]) []any { return []any{c.kind, id, last.Version} })
}

// All yields the values that stand, in byte order of their ids. What is written meanwhile may or may not be seen.
func (c *Collection[T]) All(ctx context.Context) iter.Seq2[T, error] {
	changes := c.pages(ctx, "all", "JOIN zwgk_record r ON r.seq = v.seq "+
		"WHERE r.kind = ? AND r.deleted = 0 AND v.erased = 0 AND r.id > ? ORDER BY r.id",
		func(last Change[T]) []any { return []any{c.kind, max(last.ID, beforeAll)} })
	return func(yield func(T, error) bool) {
		for change, err := range changes {
			if !yield(change.Value, err) {
				return
			}
		}
	}
}

// Changes yields the newest version of every value that changed after a number of the sequence, in the sequence's
// order: who applies them and remembers the last Seq stands where the store stands. Versions that a later one has
// replaced are passed over; History has them.
func (c *Collection[T]) Changes(ctx context.Context, after int64) iter.Seq2[Change[T], error] {
	return c.pages(ctx, "changes", "JOIN zwgk_record r ON r.seq = v.seq WHERE r.kind = ? AND r.seq > ? ORDER BY r.seq",
		func(last Change[T]) []any { return []any{c.kind, max(last.Seq, after)} })
}

// pageSize is how many versions are read at once. Between pages no connection is held, so that whoever ranges over a
// sequence may write meanwhile, even with one connection.
const pageSize = 100

// pages reads on from the last change that it yielded, page by page.
func (c *Collection[T]) pages(ctx context.Context, what, conditions string, args func(last Change[T]) []any) iter.Seq2[Change[T], error] {
	return func(yield func(Change[T], error) bool) {
		var last Change[T]
		for {
			page, err := c.page(ctx, conditions, args(last))
			if err != nil {
				yield(Change[T]{}, fmt.Errorf("store: %s: %w", what, err))
				return
			}
			for _, change := range page {
				if !yield(change, nil) {
					return
				}
			}
			if len(page) < pageSize {
				return
			}
			last = page[len(page)-1]
		}
	}
}

func (c *Collection[T]) page(ctx context.Context, conditions string, args []any) (page []Change[T], err error) {
	rows, err := c.store.query(ctx, fmt.Sprintf("%s%s LIMIT %d", selectChange, conditions, pageSize), args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		change, err := c.scan(rows)
		if err != nil {
			return nil, err
		}
		page = append(page, change)
	}
	return page, rows.Err()
}

// Erase removes the content of every version of a value for good, where the law asks for it (个人信息保护法第四十七条),
// and returns how many versions had one. That the value was there, when and by whom it was written and its hashes stay, so
// that the audit log still adds up. If the value stands, it is deleted first: an index learns of it by Changes.
func (c *Collection[T]) Erase(ctx context.Context, by, id, reason string) (versions int64, err error) {
	err = c.store.write(ctx, by, "delete", func(t *transaction) error {
		now, err := c.current(ctx, t, id)
		if err != nil || now.version == 0 {
			return err
		}
		if !now.deleted {
			if err := c.append(ctx, t, by, encoded{id: id}, now); err != nil {
				return err
			}
		}
		versions, err = t.affect(ctx, "UPDATE zwgk_version SET body = NULL, erased = 1 WHERE kind = ? AND id = ? AND body IS NOT NULL", c.kind, id)
		if err != nil || versions == 0 {
			return err
		}
		return t.enter(ctx, Entry{By: by, Action: "erase", Object: c.kind + " " + id, Detail: reason})
	})
	if err != nil {
		return 0, fmt.Errorf("store: erase: %w", err)
	}
	return versions, nil
}
