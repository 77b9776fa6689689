-- How far each consumer of the log has come, and which node may act for it: whoever takes over raises the fence,
-- and what is written under a lower one is refused. `lease_until` is by the database's own clock.
CREATE TABLE consumers (
    name TEXT PRIMARY KEY NOT NULL,
    cursor BIGINT NOT NULL,
    holder TEXT,
    fence BIGINT NOT NULL,
    lease_until TIMESTAMP
);

-- Activities that a consumer failed at: tried again at `next_attempt_at`, or set aside for good when that is NULL.
CREATE TABLE failed_activities (
    consumer TEXT NOT NULL REFERENCES consumers (name),
    activity_id BIGINT NOT NULL REFERENCES activities (id),
    attempts BIGINT NOT NULL,
    error TEXT NOT NULL,
    next_attempt_at TIMESTAMP,
    failed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (consumer, activity_id)
);
CREATE INDEX failed_activities_due ON failed_activities (consumer, next_attempt_at);

-- What a member follows: `thing_key` is an id, or a tag's or language's own text. `chosen`: by the member, not by
-- what they did.
CREATE TABLE follows (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    thing_kind TEXT NOT NULL,
    thing_key TEXT NOT NULL,
    level TEXT NOT NULL,
    chosen BOOLEAN NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, thing_kind, thing_key)
);
CREATE INDEX follows_by_thing ON follows (thing_kind, thing_key, level);

-- What a member is told: one row for a member and activity. `thing`: what notices are gathered by; `position`: how
-- far one must read there to have seen it; `inbox`, `live`: where the member wants it.
CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    activity_id BIGINT NOT NULL REFERENCES activities (id),
    kind TEXT NOT NULL,
    thing_kind TEXT NOT NULL,
    thing_id BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    actor_id BIGINT REFERENCES accounts (id),
    inbox BOOLEAN NOT NULL,
    at TIMESTAMP NOT NULL,
    read_at TIMESTAMP,
    UNIQUE (activity_id, account_id)
);
CREATE INDEX notices_by_thing ON notices (account_id, thing_kind, thing_id, id);
CREATE INDEX notices_by_subject ON notices (subject_kind, subject_id, kind);
CREATE INDEX notices_by_age ON notices (at);

-- The inbox: one row for a member and thing. `newest`: its newest notice.
CREATE TABLE inbox (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    thing_kind TEXT NOT NULL,
    thing_id BIGINT NOT NULL,
    unread BOOLEAN NOT NULL,
    newest BIGINT NOT NULL,
    PRIMARY KEY (account_id, thing_kind, thing_id)
);
CREATE INDEX inbox_by_newest ON inbox (account_id, unread DESC, newest DESC);

-- Mail about notices that waits whether they are read on the site: at most one for a member and thing.
CREATE TABLE notice_mails (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    thing_kind TEXT NOT NULL,
    thing_id BIGINT NOT NULL,
    from_notice BIGINT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, thing_kind, thing_id)
);
CREATE INDEX notice_mails_due ON notice_mails (due_at);

-- Where a member wants each kind of notice. No row: as the kind begins.
CREATE TABLE notice_preferences (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL,
    inbox BOOLEAN NOT NULL,
    live BOOLEAN NOT NULL,
    mail BOOLEAN NOT NULL,
    digest BOOLEAN NOT NULL,
    PRIMARY KEY (account_id, kind)
);
