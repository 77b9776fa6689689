DROP INDEX questions_held;
DROP TABLE glass_openings;
DROP TABLE question_counts;
