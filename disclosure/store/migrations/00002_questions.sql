-- What people asked, masked by the caller, and what they thought of the answer.

CREATE TABLE zwgk_question (
	id KEY_TEXT PRIMARY KEY,
	conversation KEY_TEXT,
	asked KEY_TEXT NOT NULL,
	body TEXT NOT NULL,
	outcome KEY_TEXT,
	question KEY_TEXT,
	settled TEXT
);

CREATE INDEX zwgk_question_asked ON zwgk_question (asked, id);

CREATE INDEX zwgk_question_conversation ON zwgk_question (conversation);

CREATE TABLE zwgk_feedback (
	question KEY_TEXT PRIMARY KEY,
	given KEY_TEXT NOT NULL,
	helpful INTEGER NOT NULL,
	reason TEXT,
	comment TEXT
);
