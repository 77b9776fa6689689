DROP TABLE question_acts;
DROP INDEX questions_hidden;
ALTER TABLE questions DROP COLUMN hidden_published_at;
ALTER TABLE questions DROP COLUMN hidden_reason;
ALTER TABLE questions DROP COLUMN hidden_at;
