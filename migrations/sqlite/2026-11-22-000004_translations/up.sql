-- A text in its original language and its versions in others. `follows` is the revision of the
-- original that a version was made from: a version that follows an older one is stale.
CREATE TABLE texts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    original_language TEXT NOT NULL,
    revision BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE TABLE text_versions (
    text_id BIGINT NOT NULL REFERENCES texts (id),
    language TEXT NOT NULL,
    revision BIGINT NOT NULL,
    follows BIGINT NOT NULL,
    origin TEXT NOT NULL,
    reviewed_by BIGINT REFERENCES accounts (id),
    updated_by BIGINT REFERENCES accounts (id),
    updated_at TIMESTAMP NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (text_id, language)
);
CREATE TABLE areas (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    position BIGINT NOT NULL,
    text_id BIGINT NOT NULL REFERENCES texts (id)
);
