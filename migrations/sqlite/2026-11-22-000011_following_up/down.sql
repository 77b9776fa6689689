ALTER TABLE outbox DROP COLUMN fleeting;
DROP TABLE question_letters;
DROP TABLE question_verdicts;
DROP TABLE question_reminders;
DROP TABLE area_rules;
