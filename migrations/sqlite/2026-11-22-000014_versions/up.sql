-- Who stands behind a version: the body for which its writer and its reviewer did it, where they did it for one.
-- `withheld`: what its original says was taken out since, and nobody has looked at this version yet: readers do not see it.
ALTER TABLE text_versions ADD COLUMN updated_for BIGINT REFERENCES accreditations (id);
ALTER TABLE text_versions ADD COLUMN reviewed_for BIGINT REFERENCES accreditations (id);
ALTER TABLE text_versions ADD COLUMN reviewed_at TIMESTAMP;
ALTER TABLE text_versions ADD COLUMN withheld BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX text_versions_by_language ON text_versions (language, text_id);
CREATE INDEX questions_by_public_text ON questions (public_text_id);
CREATE INDEX answers_by_text ON answers (text_id);

-- Which revision of the answer a check has written (0: none), and whether it is for everybody to read: what was written
-- before its question was public is not.
ALTER TABLE answer_checks ADD COLUMN text_revision BIGINT NOT NULL DEFAULT 0;
ALTER TABLE answer_checks ADD COLUMN is_public BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE answer_checks SET text_revision =
    (SELECT COUNT(*) FROM answer_checks b WHERE b.answer_id = answer_checks.answer_id AND b.body <> '' AND b.id <= answer_checks.id)
    WHERE body <> '';

-- Each time a source was found to say something else; `undone_at`: that was a mistake.
CREATE TABLE source_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    source_id BIGINT NOT NULL REFERENCES sources (id),
    note TEXT NOT NULL,
    marked_by BIGINT REFERENCES accounts (id),
    marked_at TIMESTAMP NOT NULL,
    undone_by BIGINT REFERENCES accounts (id),
    undone_at TIMESTAMP
);
CREATE INDEX source_changes_by_source ON source_changes (source_id, id);

-- The answers that a change has put into review. `before_since`, `before_reason`: why they were in review already.
-- `settled_at`: since when this change is no reason any more.
CREATE TABLE answer_doubts (
    change_id BIGINT NOT NULL REFERENCES source_changes (id),
    answer_id BIGINT NOT NULL REFERENCES answers (id),
    before_since TIMESTAMP,
    before_reason TEXT NOT NULL,
    is_public BOOLEAN NOT NULL,
    settled_at TIMESTAMP,
    PRIMARY KEY (change_id, answer_id)
);
CREATE INDEX answer_doubts_by_answer ON answer_doubts (answer_id, change_id);
INSERT INTO source_changes (source_id, note, marked_by, marked_at)
    SELECT id, change_note, NULL, changed_at FROM sources WHERE changed_at IS NOT NULL;
INSERT INTO answer_doubts (change_id, answer_id, before_reason, is_public)
    SELECT c.id, a.id, '', TRUE FROM source_changes c
    JOIN answer_sources s ON s.source_id = c.source_id JOIN answers a ON a.id = s.answer_id
    WHERE a.review_since = c.marked_at;

-- `search_key`: number, article, titles and address in one spelling, without diacritics; `revision`: for who edits it.
ALTER TABLE sources ADD COLUMN search_key TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;

-- Answered questions that an editor has put into the guide of their area, in the editor's order.
CREATE TABLE guide_entries (
    question_id BIGINT PRIMARY KEY NOT NULL REFERENCES questions (id),
    position BIGINT NOT NULL,
    added_by BIGINT REFERENCES accounts (id),
    added_at TIMESTAMP NOT NULL
);
