-- A question and its case. `accreditation_id`: the expert who has it, or is asked to take it. `id` is random: one says nothing of another. `asker_id`: only where a member chose to be
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
    accreditation_id BIGINT REFERENCES accreditations (id),
    published_at TIMESTAMP,
    slug TEXT
);
CREATE INDEX questions_by_expert ON questions (accreditation_id, state, due_at);
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

-- To whom a question was given, and what became of that: only they read a private one.
CREATE TABLE question_routes (
    question_id BIGINT NOT NULL REFERENCES questions (id),
    accreditation_id BIGINT NOT NULL REFERENCES accreditations (id),
    state TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (question_id, accreditation_id)
);
CREATE INDEX question_routes_by_expert ON question_routes (accreditation_id, state);

-- The register of what answers rest on. `text_id`: its title, in its languages. `changed_at`: since when it says something
-- else than when it was last checked.
CREATE TABLE sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    text_id BIGINT NOT NULL REFERENCES texts (id),
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    article TEXT NOT NULL,
    url TEXT NOT NULL,
    checked_at TIMESTAMP NOT NULL,
    changed_at TIMESTAMP,
    change_note TEXT NOT NULL,
    created_by BIGINT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL
);

-- Official answers. `text_id`: "in short" and the answer. `check_by`: until when it was found to be right;
-- `review_since`: since when it is doubted before that, and why.
CREATE TABLE answers (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    question_id BIGINT NOT NULL UNIQUE REFERENCES questions (id),
    accreditation_id BIGINT NOT NULL REFERENCES accreditations (id),
    text_id BIGINT NOT NULL REFERENCES texts (id),
    revision BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    checked_at TIMESTAMP NOT NULL,
    check_by TIMESTAMP NOT NULL,
    review_since TIMESTAMP,
    review_reason TEXT NOT NULL
);
CREATE INDEX answers_by_expert ON answers (accreditation_id, check_by);
CREATE INDEX answers_by_check ON answers (check_by);

CREATE TABLE answer_sources (
    answer_id BIGINT NOT NULL REFERENCES answers (id),
    source_id BIGINT NOT NULL REFERENCES sources (id),
    PRIMARY KEY (answer_id, source_id)
);
CREATE INDEX answer_sources_by_source ON answer_sources (source_id, answer_id);

-- What was done to keep an answer true, and what it said before: `kind` answered, renewed, changed.
CREATE TABLE answer_checks (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    answer_id BIGINT NOT NULL REFERENCES answers (id),
    kind TEXT NOT NULL,
    accreditation_id BIGINT NOT NULL REFERENCES accreditations (id),
    at TIMESTAMP NOT NULL,
    language TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX answer_checks_by_answer ON answer_checks (answer_id, id);
