-- How many questions were asked, counted when each was: nothing leads from here to a question, and erasing one changes
-- nothing. `month`: 12 times the year, plus the month less one, in UTC.
CREATE TABLE question_counts (
    month BIGINT NOT NULL,
    area_id BIGINT NOT NULL REFERENCES areas (id),
    language TEXT NOT NULL,
    asked BIGINT NOT NULL,
    PRIMARY KEY (month, area_id, language)
);
INSERT INTO question_counts
SELECT 12 * CAST(substr(asked_at, 1, 4) AS INTEGER) + CAST(substr(asked_at, 6, 2) AS INTEGER) - 1, area_id,
    original_language, count(*)
FROM questions JOIN texts ON texts.id = questions.text_id GROUP BY 1, 2, 3;

-- An administrator's reading of a question, with the reason that its asker sees. `at`: of a case with a key the day.
CREATE TABLE glass_openings (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    question_id BIGINT NOT NULL REFERENCES questions (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    reason TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    until_at TIMESTAMP NOT NULL
);
CREATE INDEX glass_openings_by_question ON glass_openings (question_id, id);

-- Questions for everybody that wait to be let through.
CREATE INDEX questions_held ON questions (asked_at, id) WHERE audience = 'everyone' AND published_at IS NULL;
