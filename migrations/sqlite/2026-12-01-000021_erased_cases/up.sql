-- Keys of cases that were erased: a form that was kept makes no new case with one. The digest of a random key leads to
-- nothing; it is forgotten a year later.
CREATE TABLE burnt_keys (
    key_hash TEXT PRIMARY KEY NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX burnt_keys_by_time ON burnt_keys (at);

-- That an administrator has read a question is known also when that was erased: its number is all that is left of it.
CREATE TABLE glass_openings_kept (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    question_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    reason TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    until_at TIMESTAMP NOT NULL
);
INSERT INTO glass_openings_kept SELECT id, question_id, account_id, reason, at, until_at FROM glass_openings;
DROP TABLE glass_openings;
ALTER TABLE glass_openings_kept RENAME TO glass_openings;
CREATE INDEX glass_openings_by_question ON glass_openings (question_id, id);
