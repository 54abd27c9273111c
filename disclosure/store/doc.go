// Package store keeps documents, FAQs, questions and an audit log in a database: it is the record of truth from which
// an index can be rebuilt at any time. It works over database/sql with SQLite or PostgreSQL, and never imports a
// driver: the host opens the database and hands it over.
//
//	db, err := sql.Open("sqlite", "file:zwgk.db?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
//	s, err := store.Open(ctx, db, store.SQLite, nil)
//	report, err := s.Documents.Import(ctx, "每日导入", disclosure.DecodeDocuments(export))
//	watermark, err = store.Sync(ctx, s, index, watermark, nil) // bring a search index up to date
//
// # What is kept
//
// Store.Documents and Store.FAQs are Collections: every version that was ever put stays, a deletion is a version of
// its own, and each has a number in one sequence over the whole store. Changes reads along that sequence: it is the
// outbox from which an index is caught up, and the watermark, the last number applied, belongs to the index's side.
// Numbers become visible in order, so that a reader who remembers the last one misses nothing.
//
// Store.Questions keeps what people asked, how it was answered and whether that helped. Texts come masked: no
// function here looks for personal data. DeleteBefore and DeleteConversation end what was kept.
//
// Store.Audit is a log of what was done, by whom, and when, each entry bound to the one before by a hash. Every write
// to documents and FAQs is entered by itself, with a digest of the versions written; Verify finds what was changed,
// taken out or put in behind the library's back. With Options.AuditKey nobody without the key can forge the chain.
//
// # Databases
//
// The SQL is the common part of SQLite, PostgreSQL and the PostgreSQL family that is used in government offices
// (openGauss and what descends from it): JSON is kept as text, a row is updated or else inserted, an empty text is
// NULL. Pass PostgreSQL with that database's own driver. Tables begin with zwgk_ and live in the connection's default
// schema, beside the host's own.
//
// # Caveats
//
// Writes go one at a time, for the sequence to have no gaps that close later. SQLite in memory is one database per
// connection: call SetMaxOpenConns(1). Durability is the database's: SQLite loses acknowledged writes in a power
// failure with synchronous=OFF or, in WAL mode, NORMAL. The log is not shortened by any function.
package store
