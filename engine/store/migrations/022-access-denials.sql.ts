export const accessDenials = `
CREATE TABLE access_denials (
  id TEXT PRIMARY KEY,
  denied_at BIGINT NOT NULL,
  denied_to TEXT NOT NULL,
  address TEXT NOT NULL,
  what TEXT NOT NULL,
  env TEXT,
  code TEXT NOT NULL,
  message TEXT NOT NULL
);
CREATE INDEX access_denials_by_time ON access_denials (denied_at);

-- Tries to sign in that failed, of a name, an address or both.
CREATE TABLE access_attempts (
  subject TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  tried_at BIGINT NOT NULL,
  blocked_until BIGINT NOT NULL
);

-- Who started a job, and may look at it although it belongs to no environment.
CREATE TABLE access_jobs (
  job_id TEXT PRIMARY KEY,
  started_by TEXT NOT NULL,
  started_at BIGINT NOT NULL
);
`
