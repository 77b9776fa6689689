-- What was sent under the key, as a digest: another text under the same key is not the same thing sent again.
ALTER TABLE idempotency ADD COLUMN digest TEXT NOT NULL DEFAULT '';
