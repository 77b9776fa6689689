-- What a moderator keeps from everybody, and why: a question that was public, or one that is not to become so.
-- `published_at` is empty meanwhile, so that nothing that asks for public questions finds it; what it was is kept here.
ALTER TABLE questions ADD COLUMN hidden_at TIMESTAMP;
ALTER TABLE questions ADD COLUMN hidden_reason TEXT;
ALTER TABLE questions ADD COLUMN hidden_published_at TIMESTAMP;
CREATE INDEX questions_hidden ON questions (hidden_at DESC, id DESC) WHERE hidden_at IS NOT NULL;

-- Who has hidden a question or shown it again.
CREATE TABLE question_acts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    question_id BIGINT NOT NULL REFERENCES questions (id),
    moderator_id BIGINT NOT NULL REFERENCES accounts (id),
    action TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX question_acts_by_question ON question_acts (question_id, id);
