ALTER TABLE pending_answers DROP COLUMN same_meaning;
ALTER TABLE answers DROP COLUMN check_months;
