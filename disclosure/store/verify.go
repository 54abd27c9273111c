package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
)

// Head is the newest entry of the audit log. Noted outside of the database, it shows later that none was cut off the
// end, which the log alone cannot show.
type Head struct {
	Number int64 // 0 in an empty log
	Hash   string
}

// TamperError says where the audit log does not add up. It matches ErrTampered.
type TamperError struct {
	Number int64 // of the entry; 0 where the fault lies beside the log
	Reason string
}

// Error names the entry and the reason.
func (e *TamperError) Error() string {
	if e.Number == 0 {
		return fmt.Sprintf("%v: %s", ErrTampered, e.Reason)
	}
	return fmt.Sprintf("%v: entry %d: %s", ErrTampered, e.Number, e.Reason)
}

// Is matches ErrTampered.
func (e *TamperError) Is(target error) bool { return target == ErrTampered }

// Verify reads the whole log and every version it vouches for, and returns the log's head. It fails with a
// *TamperError at the first entry that was changed, taken out or put in, at the first version whose content, order or
// existence is not as entered, and where a value does not stand at its newest version. noted is a head noted earlier,
// zero for none. What is written while it reads is left for the next time.
func (a *AuditLog) Verify(ctx context.Context, noted Head) (Head, error) {
	var head Head
	var covered int64 // the last change vouched for so far
	limit, err := a.store.Head(ctx)
	if err != nil {
		return head, err
	}
	for e, err := range a.Entries(ctx, 0) {
		if err != nil {
			return head, err
		}
		if e.last > limit {
			break
		}
		if reason := a.check(e, head, noted, covered); reason != "" {
			return head, &TamperError{e.Number, reason}
		}
		if e.last > 0 {
			if err := a.checkChanges(ctx, e); err != nil {
				return head, err
			}
			covered = e.last
		}
		head = Head{e.Number, e.Hash}
	}
	switch {
	case head.Number < noted.Number:
		return head, &TamperError{head.Number, fmt.Sprintf("the log ends here, but reached entry %d when its head was noted", noted.Number)}
	case covered != limit:
		return head, &TamperError{0, fmt.Sprintf("the newest change is %d, the log vouches for %d", limit, covered)}
	}
	return head, a.checkRecords(ctx, limit)
}

// check looks at an entry after the one that is the head so far.
func (a *AuditLog) check(e Entry, head, noted Head, covered int64) string {
	switch {
	case e.Number != head.Number+1:
		return fmt.Sprintf("entries are missing after %d", head.Number)
	case e.previous != head.Hash:
		return "it does not follow the entry before"
	case a.store.seal(e) != e.Hash:
		return "its content is not what was entered"
	case e.Number == noted.Number && e.Hash != noted.Hash:
		return "it is not the head that was noted"
	case e.last > 0 && (e.first != covered+1 || e.last < e.first):
		return fmt.Sprintf("it vouches for changes %d to %d after %d", e.first, e.last, covered)
	}
	return ""
}

// checkChanges recomputes the digest of the changes of one entry, and the hash of each content.
func (a *AuditLog) checkChanges(ctx context.Context, e Entry) (err error) {
	rows, err := a.store.query(ctx, "SELECT seq, kind, id, version, deleted, erased, hash, body FROM zwgk_version "+
		"WHERE seq >= ? AND seq <= ? ORDER BY seq", e.first, e.last)
	if err != nil {
		return fmt.Errorf("store: verify: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	digest := sha256.New()
	for rows.Next() {
		var seq, version int64
		var kind, id string
		var deleted, erased int
		var hash, body sql.NullString
		if err := rows.Scan(&seq, &kind, &id, &version, &deleted, &erased, &hash, &body); err != nil {
			return fmt.Errorf("store: verify: %w", err)
		}
		fmt.Fprintf(digest, "%s\n", changeLine(seq, kind, id, version, deleted, hash.String))
		if body.Valid && sum([]byte(body.String)) != hash.String || !body.Valid && deleted+erased == 0 {
			return &TamperError{e.Number, fmt.Sprintf("the content of version %d of %s %s was changed", version, kind, id)}
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("store: verify: %w", err)
	}
	if hexSum(digest) != e.digest {
		return &TamperError{e.Number, fmt.Sprintf("changes %d to %d are not those entered", e.first, e.last)}
	}
	return nil
}

// checkRecords looks for values that do not stand at their newest version.
func (a *AuditLog) checkRecords(ctx context.Context, limit int64) error {
	var wrong, missing int64
	query := a.store.dialect.placeholders("SELECT COUNT(*) FROM zwgk_record r LEFT JOIN zwgk_version v ON v.seq = r.seq " +
		"WHERE r.seq <= ? AND (v.seq IS NULL OR v.kind <> r.kind OR v.id <> r.id OR v.version <> r.version OR v.deleted <> r.deleted " +
		"OR EXISTS (SELECT 1 FROM zwgk_version n WHERE n.kind = r.kind AND n.id = r.id AND n.version > r.version AND n.seq <= ?))")
	if err := a.store.db.QueryRowContext(ctx, query, limit, limit).Scan(&wrong); err != nil {
		return fmt.Errorf("store: verify: %w", err)
	}
	query = a.store.dialect.placeholders("SELECT COUNT(*) FROM zwgk_version v WHERE v.version = 1 AND v.seq <= ? " +
		"AND NOT EXISTS (SELECT 1 FROM zwgk_record r WHERE r.kind = v.kind AND r.id = v.id)")
	if err := a.store.db.QueryRowContext(ctx, query, limit).Scan(&missing); err != nil {
		return fmt.Errorf("store: verify: %w", err)
	}
	if wrong+missing > 0 {
		return &TamperError{0, fmt.Sprintf("%d values do not stand at their newest version", wrong+missing)}
	}
	return nil
}
