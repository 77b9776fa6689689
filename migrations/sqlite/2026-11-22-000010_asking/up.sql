-- Where an asker wants to be told that there is an answer, and in which language of the interface; both or neither.
ALTER TABLE questions ADD COLUMN notify_email TEXT;
ALTER TABLE questions ADD COLUMN notify_language TEXT;
