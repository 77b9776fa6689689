DROP INDEX answers_in_review;
DROP INDEX questions_by_publication;
