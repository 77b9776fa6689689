-- A question and its case. `id` is random: one says nothing of another. `asker_id`: only where a member chose to be
-- linked; else `key_hash` opens it. `audience`: who may read it. `text_id`: what was asked; `public_text_id`: what is
-- shown of it to everybody, once it is. Of a case with a key all times are whole days.
CREATE TABLE questions (
    id INTEGER PRIMARY KEY NOT NULL,
    asker_id BIGINT REFERENCES accounts (id),
    key_hash TEXT UNIQUE,
    audience TEXT NOT NULL,
    area_id BIGINT NOT NULL REFERENCES areas (id),
    municipality TEXT,
    situation TEXT,
    urgent BOOLEAN NOT NULL,
    text_id BIGINT NOT NULL REFERENCES texts (id),
    public_text_id BIGINT REFERENCES texts (id),
    state TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    active_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP,
    published_at TIMESTAMP
);
CREATE INDEX questions_by_asker ON questions (asker_id, asked_at DESC);
CREATE INDEX questions_by_activity ON questions (active_at);
CREATE INDEX questions_by_state ON questions (state, due_at, id);
CREATE INDEX questions_published ON questions (area_id, published_at DESC, id DESC);

-- What the asker can see of a case's way: each change of its state, and when.
CREATE TABLE question_states (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    question_id BIGINT NOT NULL REFERENCES questions (id),
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX question_states_by_question ON question_states (question_id, id);

-- What asker and experts write to each other about a case. `from_asker`, or by an account.
CREATE TABLE question_messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    question_id BIGINT NOT NULL REFERENCES questions (id),
    from_asker BOOLEAN NOT NULL,
    author_id BIGINT REFERENCES accounts (id),
    language TEXT NOT NULL,
    body TEXT NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX question_messages_by_question ON question_messages (question_id, id);

-- A case that was opened with its key: for half an hour.
CREATE TABLE case_openings (
    token_hash TEXT PRIMARY KEY NOT NULL,
    question_id BIGINT NOT NULL REFERENCES questions (id),
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX case_openings_by_question ON case_openings (question_id);
CREATE INDEX case_openings_by_expiry ON case_openings (expires_at);

-- Whom to reach directly, before anything is asked: `text_id`'s title says when, its summary whom and how.
CREATE TABLE urgent_contacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    position BIGINT NOT NULL,
    text_id BIGINT NOT NULL REFERENCES texts (id),
    phone TEXT NOT NULL,
    url TEXT NOT NULL
);
