-- All public questions, the newest first, whatever their area.
CREATE INDEX questions_by_publication ON questions (published_at DESC, id DESC);
-- Answers that are doubted: few, and looked for by whose they are.
CREATE INDEX answers_in_review ON answers (accreditation_id, check_by) WHERE review_since IS NOT NULL;
