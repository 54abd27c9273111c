package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"iter"
	"time"
)

// AuditLog is what was done, by whom and when (网络安全法第二十一条: logs are kept for at least six months). Entries are
// only ever added.
type AuditLog struct{ store *Store }

// Entry is one line of the log. The host fills By, Action, Object and Detail; the rest is set when it is appended.
// No personal data of visitors and no texts of questions belong here: nothing is ever taken out.
type Entry struct {
	Number int64 // from 1, without gaps
	At     time.Time
	By     string // who: an account, a task
	Action string // what: "put", "delete", "erase", "expire" and "settle" are this library's
	Object string // on what
	Detail string
	Hash   string // over all of the entry and the hash before it, hexadecimal

	first, last int64  // the changes it vouches for; 0, 0 for none
	digest      string // over those changes
	previous    string // hash of the entry before; "" for the first
}

// Append adds an entry of the host's own: a login, a publication, a change of settings.
func (a *AuditLog) Append(ctx context.Context, entry Entry) error {
	if err := checkTexts(entry.By, entry.Action, entry.Object, entry.Detail); err != nil {
		return err
	}
	err := a.store.locked(ctx, lockWrites, func(t *transaction) error {
		return t.enter(ctx, Entry{By: entry.By, Action: entry.Action, Object: entry.Object, Detail: entry.Detail})
	})
	if err != nil {
		return fmt.Errorf("store: audit: %w", err)
	}
	return nil
}

// enter binds an entry to the newest one. The write lock is held, so that there is one newest.
func (t *transaction) enter(ctx context.Context, e Entry) error {
	var previous sql.NullString
	err := t.queryRow(ctx, "SELECT number, hash FROM zwgk_audit ORDER BY number DESC LIMIT 1").Scan(&e.Number, &previous)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("reading the audit log: %w", err)
	}
	e.Number, e.previous, e.At = e.Number+1, previous.String, readTime(formatTime(t.now))
	return t.exec(ctx, "INSERT INTO zwgk_audit (number, written, actor, action, object, detail, first_seq, last_seq, digest, previous, hash) "+
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", e.Number, formatTime(e.At), optional(e.By), optional(e.Action), optional(e.Object),
		optional(e.Detail), e.first, e.last, optional(e.digest), optional(e.previous), t.store.seal(e))
}

// seal computes an entry's hash. Every part is written with its length, so that no two entries read alike.
func (s *Store) seal(e Entry) string {
	var h hash.Hash
	if len(s.opts.AuditKey) > 0 {
		h = hmac.New(sha256.New, s.opts.AuditKey)
	} else {
		h = sha256.New()
	}
	fmt.Fprintf(h, "%d %d %d\n", e.Number, e.first, e.last)
	for _, part := range []string{formatTime(e.At), e.By, e.Action, e.Object, e.Detail, e.digest, e.previous} {
		fmt.Fprintf(h, "%d:%s\n", len(part), part)
	}
	return hexSum(h)
}

// changeLine is what the log's digest says of a change.
func changeLine(seq int64, kind, id string, version int64, deleted int, hash string) string {
	return fmt.Sprintf("%d %s %d:%s %d %d %s", seq, kind, len(id), id, version, deleted, hash)
}

func hexSum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }

// Entries yields the log after an entry's number, in order.
func (a *AuditLog) Entries(ctx context.Context, after int64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for last := after; ; {
			page, err := a.page(ctx, last)
			if err != nil {
				yield(Entry{}, fmt.Errorf("store: audit: %w", err))
				return
			}
			for _, entry := range page {
				if !yield(entry, nil) {
					return
				}
				last = entry.Number
			}
			if len(page) < auditPageSize {
				return
			}
		}
	}
}

const auditPageSize = 500

func (a *AuditLog) page(ctx context.Context, after int64) (page []Entry, err error) {
	rows, err := a.store.query(ctx, fmt.Sprintf("SELECT number, written, actor, action, object, detail, first_seq, last_seq, digest, previous, hash "+
		"FROM zwgk_audit WHERE number > ? ORDER BY number LIMIT %d", auditPageSize), after)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var e Entry
		var written string
		var by, action, object, detail, digest, previous sql.NullString
		if err := rows.Scan(&e.Number, &written, &by, &action, &object, &detail, &e.first, &e.last, &digest, &previous, &e.Hash); err != nil {
			return nil, err
		}
		e.At, e.By, e.Action, e.Object, e.Detail = readTime(written), by.String, action.String, object.String, detail.String
		e.digest, e.previous = digest.String, previous.String
		page = append(page, e)
	}
	return page, rows.Err()
}
