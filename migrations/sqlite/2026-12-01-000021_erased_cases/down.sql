DELETE FROM glass_openings WHERE question_id NOT IN (SELECT id FROM questions);
CREATE TABLE glass_openings_tied (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    question_id BIGINT NOT NULL REFERENCES questions (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    reason TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    until_at TIMESTAMP NOT NULL
);
INSERT INTO glass_openings_tied SELECT id, question_id, account_id, reason, at, until_at FROM glass_openings;
DROP TABLE glass_openings;
ALTER TABLE glass_openings_tied RENAME TO glass_openings;
CREATE INDEX glass_openings_by_question ON glass_openings (question_id, id);
DROP TABLE burnt_keys;
