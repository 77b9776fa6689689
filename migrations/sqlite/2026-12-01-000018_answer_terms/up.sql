-- After how many months an answer is checked again, where its expert has said another number than its area does: a
-- renewal keeps to it. And whether new words of an answer that waits for a second expert mean what the old ones did.
ALTER TABLE answers ADD COLUMN check_months BIGINT;
ALTER TABLE pending_answers ADD COLUMN same_meaning BOOLEAN NOT NULL DEFAULT FALSE;
