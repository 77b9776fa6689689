DROP TABLE urgent_contacts;
DROP TABLE case_openings;
DROP TABLE question_messages;
DROP TABLE question_states;
DROP TABLE questions;
