-- An entry knows its area, which a question never changes: the guide of an area is found without its questions, of which
-- there may be thousands.
CREATE TABLE guide_entries_by_area (
    question_id BIGINT PRIMARY KEY NOT NULL REFERENCES questions (id),
    position BIGINT NOT NULL,
    added_by BIGINT REFERENCES accounts (id),
    added_at TIMESTAMP NOT NULL,
    area_id BIGINT NOT NULL REFERENCES areas (id)
);
INSERT INTO guide_entries_by_area
SELECT g.question_id, g.position, g.added_by, g.added_at, q.area_id
FROM guide_entries g JOIN questions q ON q.id = g.question_id;
DROP TABLE guide_entries;
ALTER TABLE guide_entries_by_area RENAME TO guide_entries;
CREATE INDEX guide_by_area ON guide_entries (area_id, position, question_id);
