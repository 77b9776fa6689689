CREATE TABLE guide_entries_alone (
    question_id BIGINT PRIMARY KEY NOT NULL REFERENCES questions (id),
    position BIGINT NOT NULL,
    added_by BIGINT REFERENCES accounts (id),
    added_at TIMESTAMP NOT NULL
);
INSERT INTO guide_entries_alone SELECT question_id, position, added_by, added_at FROM guide_entries;
DROP TABLE guide_entries;
ALTER TABLE guide_entries_alone RENAME TO guide_entries;
