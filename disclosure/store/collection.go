package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
)

// maxIDBytes bounds an id, as search does: what is kept can be indexed.
const maxIDBytes = 512

// Collection keeps values of one sort by their ids, with every version. What encoding/json keeps of a value comes
// back exactly; attributes come back without the space between their tokens.
type Collection[T any] struct {
	store    *Store
	kind     string // in the tables
	id       func(*T) string
	validate func(*T) error
}

// Change is one version of a value: as it was put, or its deletion.
type Change[T any] struct {
	Seq     int64 // number in the sequence over the whole store, from 1
	ID      string
	Version int64 // counted from 1 for each id
	Value   T     // zero for a deletion and for what was erased
	Deleted bool
	Erased  bool // the content was removed by Erase
	By      string
	At      time.Time // when it was written, UTC, to the microsecond
	Hash    string    // SHA-256 of the value's JSON, hexadecimal; "" for a deletion
}

// Put keeps values, all or none, and returns how many differed from what was there: putting the same again makes no
// new version. by says who answers for it. A value without a usable id (1 to 512 bytes, no NUL, no control character first), with faults that
// Validate names or with texts that are not UTF-8 fails with ErrInvalid.
func (c *Collection[T]) Put(ctx context.Context, by string, values ...T) (changed int, err error) {
	prepared, err := c.encodeAll(values)
	if err != nil {
		return 0, err
	}
	err = c.store.write(ctx, by, "put", func(t *transaction) error {
		for _, r := range prepared {
			state, err := c.put(ctx, t, by, r)
			if err != nil {
				return err
			}
			if state != same {
				changed++
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("store: put: %w", err)
	}
	return changed, nil
}

// Replace keeps a value if the version in the store is still the one that the writer has seen, 0 for none or a
// deletion; otherwise it fails with ErrConflict.
func (c *Collection[T]) Replace(ctx context.Context, by string, seen int64, value T) error {
	r, err := c.encode(&value)
	if err != nil {
		return err
	}
	err = c.store.write(ctx, by, "put", func(t *transaction) error {
		now, err := c.current(ctx, t, r.id)
		if err != nil {
			return err
		}
		if now.version != seen && !(now.deleted && seen == 0) {
			return ErrConflict
		}
		_, err = c.put(ctx, t, by, r)
		return err
	})
	if err != nil {
		return fmt.Errorf("store: replace: %w", err)
	}
	return nil
}

// Delete marks values as deleted, all or none, and returns how many there were. Their versions stay; ids that are not
// there are passed over.
func (c *Collection[T]) Delete(ctx context.Context, by string, ids ...string) (deleted int, err error) {
	err = c.store.write(ctx, by, "delete", func(t *transaction) error {
		for _, id := range ids {
			now, err := c.current(ctx, t, id)
			if err != nil {
				return err
			}
			if now.version == 0 || now.deleted {
				continue
			}
			if err := c.append(ctx, t, by, encoded{id: id}, now); err != nil {
				return err
			}
			deleted++
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("store: delete: %w", err)
	}
	return deleted, nil
}

// Get returns the value with an id as it stands; ok is false where there is none.
func (c *Collection[T]) Get(ctx context.Context, id string) (value T, ok bool, err error) {
	row := c.store.db.QueryRowContext(ctx, c.store.dialect.placeholders(
		selectChange+"JOIN zwgk_record r ON r.seq = v.seq WHERE r.kind = ? AND r.id = ? AND r.deleted = 0"), c.kind, id)
	change, err := c.scan(row)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return value, false, nil
	case err != nil:
		return value, false, fmt.Errorf("store: get: %w", err)
	}
	return change.Value, !change.Erased, nil
}

// Count returns how many values there are, deleted ones not counted.
func (c *Collection[T]) Count(ctx context.Context) (int, error) {
	var n int
	err := c.store.db.QueryRowContext(ctx, c.store.dialect.placeholders(
		"SELECT COUNT(*) FROM zwgk_record WHERE kind = ? AND deleted = 0"), c.kind).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("store: count: %w", err)
	}
	return n, nil
}

// encoded is a value ready to be written; without a body it is a deletion.
type encoded struct {
	id   string
	body []byte
	hash string
}

func (c *Collection[T]) encodeAll(values []T) ([]encoded, error) {
	list := make([]encoded, len(values))
	for i := range values {
		r, err := c.encode(&values[i])
		if err != nil {
			return nil, err
		}
		list[i] = r
	}
	return list, nil
}

// encode checks a value and writes it as JSON.
func (c *Collection[T]) encode(value *T) (encoded, error) {
	id := c.id(value)
	if reason := refuseID(id); reason != "" {
		return encoded{}, fmt.Errorf("%w: id %s", ErrInvalid, reason)
	}
	if err := c.validate(value); err != nil {
		return encoded{}, fmt.Errorf("%w: %s: %w", ErrInvalid, id, err)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return encoded{}, fmt.Errorf("%w: %s: %w", ErrInvalid, id, err)
	}
	body := bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	// The encoder writes what is not UTF-8 as this escape; only then is it worth looking at every text.
	if !utf8.Valid(body) || bytes.Contains(body, []byte(`\ufffd`)) && !validTexts(reflect.ValueOf(value)) {
		return encoded{}, fmt.Errorf("%w: %s: a text is not valid UTF-8; repair it before it is kept", ErrInvalid, id)
	}
	return encoded{id, body, sum(body)}, nil
}

// validTexts says whether every string inside v is UTF-8.
func validTexts(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return utf8.ValidString(v.String())
	case reflect.Pointer:
		return v.IsNil() || validTexts(v.Elem())
	case reflect.Struct:
		for _, field := range v.Fields() {
			if !validTexts(field) {
				return false
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 { // a host's own JSON, looked at as a whole
			return true
		}
		for i := range v.Len() {
			if !validTexts(v.Index(i)) {
				return false
			}
		}
	case reflect.Map:
		for key, value := range v.Seq2() {
			if !validTexts(key) || !validTexts(value) {
				return false
			}
		}
	}
	return true
}

// beforeAll sorts before every id. It is not the empty text, which is NULL in some databases of the PostgreSQL family.
const beforeAll = "\x01"

func refuseID(id string) string {
	switch {
	case id == "":
		return "is missing; give everything a lasting id"
	case len(id) > maxIDBytes:
		return fmt.Sprintf("is over %d bytes; shorten it", maxIDBytes)
	case strings.ContainsRune(id, 0):
		return "holds a NUL character; remove it"
	case id[0] < ' ':
		return "begins with a control character; remove it"
	case !utf8.ValidString(id):
		return "is not valid UTF-8; repair it"
	}
	return ""
}

func validateFAQ(f *disclosure.FAQ) error {
	if f.Question == "" && f.Answer == "" {
		return errors.New("it has neither question nor answer")
	}
	return nil
}

func sum(body []byte) string {
	s := sha256.Sum256(body)
	return hex.EncodeToString(s[:])
}
