-- What an area's questions are held to: working days until the answer, months until it is checked again, days until its
-- asker is asked whether it helped. An area without a row has what is usual.
CREATE TABLE area_rules (
    area_id BIGINT PRIMARY KEY NOT NULL REFERENCES areas (id),
    answer_days BIGINT NOT NULL,
    check_months BIGINT NOT NULL,
    helped_days BIGINT NOT NULL
);

-- Of what somebody was reminded already: `kind` of which term, `due_at` of which day. A term that is set anew has a row
-- of its own.
CREATE TABLE question_reminders (
    question_id BIGINT NOT NULL REFERENCES questions (id),
    kind TEXT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    PRIMARY KEY (question_id, kind, due_at)
);

-- Whether an answer helped its asker. From `ask_at` on they are asked, until there is a `verdict`; `mailed`: the letter
-- about it was written, if there is an address. Of a case with a key the times are whole days.
CREATE TABLE question_verdicts (
    question_id BIGINT PRIMARY KEY NOT NULL REFERENCES questions (id),
    ask_at TIMESTAMP NOT NULL,
    mailed BOOLEAN NOT NULL,
    verdict TEXT,
    at TIMESTAMP
);
CREATE INDEX question_verdicts_by_time ON question_verdicts (mailed, ask_at);

-- Letters to the address that an asker has left: first to be written, then in the outbox, gone when it has left. The
-- address itself stands with the question until then.
CREATE TABLE question_letters (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    question_id BIGINT NOT NULL REFERENCES questions (id),
    reason TEXT NOT NULL,
    outbox_id BIGINT REFERENCES outbox (id) ON DELETE CASCADE
);
CREATE INDEX question_letters_by_question ON question_letters (question_id);
CREATE INDEX question_letters_by_outbox ON question_letters (outbox_id, id);

-- A letter of which nothing stays once it has left, or never will: no address, no text, no reply.
ALTER TABLE outbox ADD COLUMN fleeting BOOLEAN NOT NULL DEFAULT FALSE;
