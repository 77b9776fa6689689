-- An entry knows its area, which a question never changes: the guide of an area is found without its questions, of which
-- there may be thousands.
ALTER TABLE guide_entries ADD COLUMN area_id BIGINT REFERENCES areas (id);
UPDATE guide_entries SET area_id = questions.area_id FROM questions WHERE questions.id = guide_entries.question_id;
ALTER TABLE guide_entries ALTER COLUMN area_id SET NOT NULL;
CREATE INDEX guide_by_area ON guide_entries (area_id, position, question_id);
