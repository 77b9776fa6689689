DELETE FROM glass_openings WHERE question_id NOT IN (SELECT id FROM questions);
ALTER TABLE glass_openings ADD CONSTRAINT glass_openings_question_id_fkey
    FOREIGN KEY (question_id) REFERENCES questions (id);
DROP TABLE burnt_keys;
