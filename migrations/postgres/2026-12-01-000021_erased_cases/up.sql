-- Keys of cases that were erased: a form that was kept makes no new case with one. The digest of a random key leads to
-- nothing; it is forgotten a year later.
CREATE TABLE burnt_keys (
    key_hash TEXT PRIMARY KEY NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX burnt_keys_by_time ON burnt_keys (at);

-- That an administrator has read a question is known also when that was erased: its number is all that is left of it.
ALTER TABLE glass_openings DROP CONSTRAINT glass_openings_question_id_fkey;
