-- All public questions, the newest first, whatever their area.
CREATE INDEX questions_by_publication ON questions (published_at DESC, id DESC);
-- Answers that are doubted: few, and looked for by whose they are.
CREATE INDEX answers_in_review ON answers (accreditation_id, check_by) WHERE review_since IS NOT NULL;
-- Nothing asked for these: the queue looks by expert, the list of answers past their date too.
DROP INDEX questions_by_state;
DROP INDEX answers_by_check;
