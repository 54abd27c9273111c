package store

import (
	"fmt"
	"strconv"
	"strings"
)

// Dialect is the kind of database behind a *sql.DB.
type Dialect string

// The dialects. PostgreSQL also serves openGauss and the databases made from it, with their own drivers.
const (
	SQLite     Dialect = "sqlite"
	PostgreSQL Dialect = "postgresql"
)

func (d Dialect) validate() error {
	if d != SQLite && d != PostgreSQL {
		return fmt.Errorf("store: open: dialect %q is not known; use store.SQLite or store.PostgreSQL", string(d))
	}
	return nil
}

// placeholders writes ? as the dialect does. Our statements hold no ? in texts.
func (d Dialect) placeholders(query string) string {
	if d != PostgreSQL {
		return query
	}
	var b strings.Builder
	n := 0
	for part := range strings.SplitAfterSeq(query, "?") {
		text, found := strings.CutSuffix(part, "?")
		b.WriteString(text)
		if found {
			n++
			b.WriteString("$" + strconv.Itoa(n))
		}
	}
	return b.String()
}

// keyText is the type of texts that are compared and ordered: byte by byte in every database, or walking by id would
// come in another order, or skip, under a Chinese collation.
func (d Dialect) keyText() string {
	if d == PostgreSQL {
		return `TEXT COLLATE "C"`
	}
	return "TEXT"
}

// lockSchema is the statement that keeps other processes from migrating at the same time: in SQLite any write takes
// the one write lock there is.
func (d Dialect) lockSchema() string {
	if d == PostgreSQL {
		return "LOCK TABLE zwgk_schema IN EXCLUSIVE MODE"
	}
	return "UPDATE zwgk_schema SET name = name WHERE version < 0"
}
