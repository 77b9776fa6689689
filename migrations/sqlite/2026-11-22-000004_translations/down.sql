DROP TABLE areas;
DROP TABLE text_versions;
DROP TABLE texts;
