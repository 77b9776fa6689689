-- What members answer to a public question, beside the official answer. `helped`: how many it has helped. `source` is
-- Markdown, `html` what the text pipeline of version `pipeline` has made of it.
CREATE TABLE community_answers (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    question_id BIGINT NOT NULL REFERENCES questions (id),
    author_id BIGINT NOT NULL REFERENCES accounts (id),
    language TEXT NOT NULL,
    source TEXT NOT NULL,
    html TEXT NOT NULL,
    pipeline BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    helped BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    edited_at TIMESTAMP,
    deleted_at TIMESTAMP,
    hidden_at TIMESTAMP,
    hidden_reason TEXT
);
CREATE INDEX community_answers_by_help ON community_answers (question_id, helped DESC, id);

-- What a community answer said before it was edited.
CREATE TABLE community_revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    answer_id BIGINT NOT NULL REFERENCES community_answers (id),
    revision BIGINT NOT NULL,
    language TEXT NOT NULL,
    source TEXT NOT NULL,
    written_at TIMESTAMP NOT NULL,
    UNIQUE (answer_id, revision)
);

-- "This helped": one a member and answer.
CREATE TABLE community_votes (
    answer_id BIGINT NOT NULL REFERENCES community_answers (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (answer_id, account_id)
);
CREATE INDEX community_votes_by_account ON community_votes (account_id);

-- What moderators have done with a community answer: `action` hidden or shown.
CREATE TABLE community_acts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    answer_id BIGINT NOT NULL REFERENCES community_answers (id),
    moderator_id BIGINT NOT NULL REFERENCES accounts (id),
    action TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX community_acts_by_answer ON community_acts (answer_id, id);

-- What has solved a question, as its asker says: a community answer, or the official one where there is none here. No
-- time and no account: nothing of a case with a key is to be linked to either.
CREATE TABLE question_solutions (
    question_id BIGINT PRIMARY KEY NOT NULL REFERENCES questions (id),
    community_answer_id BIGINT REFERENCES community_answers (id)
);
