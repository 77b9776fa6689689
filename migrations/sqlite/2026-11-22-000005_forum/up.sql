CREATE TABLE categories (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    parent_id BIGINT REFERENCES categories (id),
    slug TEXT NOT NULL UNIQUE,
    position BIGINT NOT NULL,
    area_id BIGINT REFERENCES areas (id),
    text_id BIGINT NOT NULL REFERENCES texts (id),
    read_access TEXT NOT NULL,
    write_access TEXT NOT NULL,
    thread_count BIGINT NOT NULL,
    post_count BIGINT NOT NULL,
    last_post_at TIMESTAMP
);

CREATE TABLE threads (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    category_id BIGINT NOT NULL REFERENCES categories (id),
    author_id BIGINT NOT NULL REFERENCES accounts (id),
    title TEXT NOT NULL,
    slug TEXT NOT NULL,
    language TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_post_at TIMESTAMP NOT NULL,
    last_number BIGINT NOT NULL,
    last_author_id BIGINT NOT NULL REFERENCES accounts (id),
    pinned_at TIMESTAMP,
    closed_at TIMESTAMP,
    closed_by BIGINT REFERENCES accounts (id),
    closed_reason TEXT,
    hidden_at TIMESTAMP,
    hidden_by BIGINT REFERENCES accounts (id),
    hidden_reason TEXT,
    moved_at TIMESTAMP,
    moved_by BIGINT REFERENCES accounts (id),
    moved_reason TEXT
);
CREATE INDEX threads_by_category ON threads (category_id, last_post_at DESC, id DESC);
CREATE INDEX threads_by_activity ON threads (last_post_at DESC, id DESC);
CREATE INDEX threads_by_language ON threads (category_id, language, last_post_at DESC, id DESC);
CREATE INDEX threads_by_author ON threads (author_id, id DESC);
CREATE INDEX threads_pinned ON threads (category_id, pinned_at) WHERE pinned_at IS NOT NULL;

CREATE TABLE thread_tags (
    thread_id BIGINT NOT NULL REFERENCES threads (id),
    tag TEXT NOT NULL,
    PRIMARY KEY (thread_id, tag)
);
CREATE INDEX thread_tags_by_tag ON thread_tags (tag, thread_id);

CREATE TABLE posts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    thread_id BIGINT NOT NULL REFERENCES threads (id),
    number BIGINT NOT NULL,
    author_id BIGINT NOT NULL REFERENCES accounts (id),
    language TEXT NOT NULL,
    source TEXT NOT NULL,
    html TEXT NOT NULL,
    short_html TEXT,
    pipeline BIGINT NOT NULL,
    reply_to BIGINT,
    revision BIGINT NOT NULL,
    thanks BIGINT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    edited_at TIMESTAMP,
    edited_by BIGINT REFERENCES accounts (id),
    deleted_at TIMESTAMP,
    deleted_by BIGINT REFERENCES accounts (id),
    hidden_at TIMESTAMP,
    hidden_by BIGINT REFERENCES accounts (id),
    hidden_reason TEXT,
    UNIQUE (thread_id, number)
);
CREATE INDEX posts_by_author ON posts (author_id, id DESC);
CREATE INDEX posts_by_pipeline ON posts (pipeline, id);

-- What a post said before each edit.
CREATE TABLE post_revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    post_id BIGINT NOT NULL REFERENCES posts (id),
    revision BIGINT NOT NULL,
    language TEXT NOT NULL,
    source TEXT NOT NULL,
    written_by BIGINT NOT NULL REFERENCES accounts (id),
    written_at TIMESTAMP NOT NULL,
    UNIQUE (post_id, revision)
);

CREATE TABLE thanks (
    post_id BIGINT NOT NULL REFERENCES posts (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (post_id, account_id)
);
CREATE INDEX thanks_by_account ON thanks (account_id);

-- One draft per member and place, such as `thread:12`, `category:3` or `post:90`.
CREATE TABLE drafts (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    place TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, place)
);

-- How far a member has read a thread: the greatest number seen.
CREATE TABLE reading (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    thread_id BIGINT NOT NULL REFERENCES threads (id),
    last_number BIGINT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, thread_id)
);
CREATE INDEX reading_by_account ON reading (account_id, updated_at DESC);

-- What moderators did, and why. `to_category_id`: where a thread was moved. Outlives a removed category.
CREATE TABLE moderation_actions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    at TIMESTAMP NOT NULL,
    moderator_id BIGINT NOT NULL REFERENCES accounts (id),
    action TEXT NOT NULL,
    category_id BIGINT REFERENCES categories (id) ON DELETE SET NULL,
    to_category_id BIGINT REFERENCES categories (id) ON DELETE SET NULL,
    thread_id BIGINT NOT NULL REFERENCES threads (id),
    post_id BIGINT REFERENCES posts (id),
    reason TEXT NOT NULL
);
CREATE INDEX moderation_actions_by_category ON moderation_actions (category_id, id DESC);
CREATE INDEX moderation_actions_by_target ON moderation_actions (to_category_id, id DESC);
CREATE INDEX moderation_actions_by_thread ON moderation_actions (thread_id, id DESC);
