-- Documents and FAQs: where each stands now, and every version that was put.
-- KEY_TEXT is text that compares byte by byte, whatever the database's language is.

CREATE TABLE zwgk_counter (
	name KEY_TEXT PRIMARY KEY,
	value BIGINT NOT NULL
);

INSERT INTO zwgk_counter (name, value) VALUES ('seq', 0);

CREATE TABLE zwgk_record (
	kind KEY_TEXT NOT NULL,
	id KEY_TEXT NOT NULL,
	version BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	deleted INTEGER NOT NULL,
	hash TEXT,
	PRIMARY KEY (kind, id)
);

CREATE INDEX zwgk_record_seq ON zwgk_record (kind, seq);

CREATE TABLE zwgk_version (
	seq BIGINT PRIMARY KEY,
	kind KEY_TEXT NOT NULL,
	id KEY_TEXT NOT NULL,
	version BIGINT NOT NULL,
	deleted INTEGER NOT NULL,
	erased INTEGER NOT NULL,
	hash TEXT,
	actor TEXT,
	written KEY_TEXT NOT NULL,
	body TEXT
);

CREATE UNIQUE INDEX zwgk_version_of ON zwgk_version (kind, id, version);
