-- An account stays as an empty row after its deletion, so that what it wrote can say "former member".
CREATE TABLE accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_name TEXT NOT NULL,
    name_key TEXT UNIQUE,
    mention TEXT UNIQUE,
    sort_key TEXT NOT NULL,
    email TEXT,
    email_key TEXT UNIQUE,
    password_hash TEXT,
    language TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    theme TEXT NOT NULL,
    about TEXT NOT NULL,
    reads TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    disabled_at TIMESTAMP,
    deleted_at TIMESTAMP
);
CREATE INDEX accounts_by_name ON accounts (sort_key, id);

-- Sign-ups that wait for their address to be confirmed. One is kept for a known address too, so that
-- both kinds cost the same and neither can be told apart by what happens to the name.
CREATE TABLE signups (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    public_name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    language TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    address_known BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX signups_by_name ON signups (name_key);
CREATE INDEX signups_by_expiry ON signups (expires_at);

-- Single-use links: resetting a password, confirming a new address.
CREATE TABLE account_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    purpose TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    new_email TEXT,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX account_links_by_account ON account_links (account_id);

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    token_hash TEXT NOT NULL UNIQUE,
    device TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- role x scope x language, from-until
CREATE TABLE grants (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL,
    scope_kind TEXT,
    scope_id BIGINT,
    language TEXT,
    from_at TIMESTAMP NOT NULL,
    until_at TIMESTAMP,
    granted_by BIGINT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX grants_by_account ON grants (account_id);
CREATE INDEX grants_by_role ON grants (role, account_id);

CREATE TABLE api_tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    scope TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX api_tokens_by_account ON api_tokens (account_id);

-- A write that was sent twice answers with what the first one made. Kept for 24 hours.
CREATE TABLE idempotency (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    url TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (account_id, route, key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);
