-- What experts write often: one's own (`account_id`) or shared by a body's experts (`organisation_id`), never both.
CREATE TABLE saved_replies (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    organisation_id BIGINT REFERENCES organisations (id),
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    body TEXT NOT NULL,
    revision BIGINT NOT NULL,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX saved_replies_by_account ON saved_replies (account_id, id);
CREATE INDEX saved_replies_by_organisation ON saved_replies (organisation_id, id);

-- What experts note for each other about a question; its asker never reads it. `audience`: of the question when it was
-- written; a body that was let in later does not read what was written before.
CREATE TABLE question_notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    question_id BIGINT NOT NULL REFERENCES questions (id),
    accreditation_id BIGINT NOT NULL REFERENCES accreditations (id),
    audience TEXT NOT NULL,
    body TEXT NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX question_notes_by_question ON question_notes (question_id, id);

-- A question that an expert hands to another body, and why, as its asker reads it. `state`: waiting (for the asker's
-- consent), handed, refused (by the asker), dropped (by the expert).
CREATE TABLE hand_overs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    question_id BIGINT NOT NULL REFERENCES questions (id),
    accreditation_id BIGINT NOT NULL REFERENCES accreditations (id),
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    settled_at TIMESTAMP
);
CREATE INDEX hand_overs_by_question ON hand_overs (question_id, id);

-- A question that was asked before: `of_id` is public and answered.
CREATE TABLE question_duplicates (
    question_id BIGINT PRIMARY KEY NOT NULL REFERENCES questions (id),
    of_id BIGINT NOT NULL REFERENCES questions (id)
);
CREATE INDEX question_duplicates_by_original ON question_duplicates (of_id);

-- Areas whose answers a second expert looks at: before or after they are shown. Where there is no row, nobody does.
CREATE TABLE area_verification (
    area_id BIGINT PRIMARY KEY NOT NULL REFERENCES areas (id),
    mode TEXT NOT NULL
);

-- An answer that nobody is shown before a second expert has verified it. `sources`: ids, as JSON. `state`: awaited, or
-- refused by `checker_id` for `reason`, which experts alone read.
CREATE TABLE pending_answers (
    question_id BIGINT PRIMARY KEY NOT NULL REFERENCES questions (id),
    accreditation_id BIGINT NOT NULL REFERENCES accreditations (id),
    language TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL,
    sources TEXT NOT NULL,
    months BIGINT NOT NULL,
    written_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL,
    checker_id BIGINT REFERENCES accreditations (id),
    reason TEXT NOT NULL
);

-- What a second expert has found of an answer as it is shown: awaited, verified or refused by `checker_id`.
CREATE TABLE answer_verifications (
    answer_id BIGINT PRIMARY KEY NOT NULL REFERENCES answers (id),
    state TEXT NOT NULL,
    checker_id BIGINT REFERENCES accreditations (id),
    reason TEXT NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX answer_verifications_by_state ON answer_verifications (state, answer_id);

-- Second experts who have begun to look at an answer: they read its question until it is decided.
CREATE TABLE question_checkers (
    question_id BIGINT NOT NULL REFERENCES questions (id),
    accreditation_id BIGINT NOT NULL REFERENCES accreditations (id),
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (question_id, accreditation_id)
);
