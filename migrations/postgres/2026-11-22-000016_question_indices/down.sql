CREATE INDEX answers_by_check ON answers (check_by);
CREATE INDEX questions_by_state ON questions (state, due_at, id);
DROP INDEX answers_in_review;
DROP INDEX questions_by_publication;
