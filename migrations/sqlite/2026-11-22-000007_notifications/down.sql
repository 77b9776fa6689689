DROP TABLE notice_preferences;
DROP TABLE notice_mails;
DROP TABLE inbox;
DROP TABLE notices;
DROP TABLE follows;
DROP TABLE failed_activities;
DROP TABLE consumers;
