DROP TABLE question_solutions;
DROP TABLE community_acts;
DROP TABLE community_votes;
DROP TABLE community_revisions;
DROP TABLE community_answers;
