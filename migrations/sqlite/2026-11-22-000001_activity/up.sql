-- The append-only log of every change: ids and codes, never text. Ids are never reused.
CREATE TABLE activities (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    at TIMESTAMP NOT NULL,
    kind TEXT NOT NULL,
    actor_id BIGINT,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    parent_kind TEXT,
    parent_id BIGINT,
    container_kind TEXT,
    container_id BIGINT,
    detail TEXT NOT NULL
);
