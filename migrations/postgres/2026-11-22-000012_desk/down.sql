DROP TABLE question_checkers;
DROP TABLE answer_verifications;
DROP TABLE pending_answers;
DROP TABLE area_verification;
DROP TABLE question_duplicates;
DROP TABLE hand_overs;
DROP TABLE question_notes;
DROP TABLE saved_replies;
