ALTER TABLE questions DROP COLUMN notify_language;
ALTER TABLE questions DROP COLUMN notify_email;
