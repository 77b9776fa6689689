DROP TABLE idempotency;
DROP TABLE api_tokens;
DROP TABLE grants;
DROP TABLE sessions;
DROP TABLE account_links;
DROP TABLE signups;
DROP TABLE accounts;
