-- What was done, by whom and when; each entry carries the hash of the one before.

CREATE TABLE zwgk_audit (
	number BIGINT PRIMARY KEY,
	written KEY_TEXT NOT NULL,
	actor TEXT,
	action TEXT,
	object TEXT,
	detail TEXT,
	first_seq BIGINT NOT NULL,
	last_seq BIGINT NOT NULL,
	digest TEXT,
	previous TEXT,
	hash TEXT NOT NULL
);
