export const jobs = `
CREATE TABLE jobs (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  operation TEXT NOT NULL,
  env TEXT,
  state TEXT NOT NULL,
  input TEXT NOT NULL,
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  progress TEXT,
  result TEXT,
  error TEXT,
  last_seq INTEGER NOT NULL,
  -- The process that runs it: without it, nobody could tell a running job from one that was cut off.
  owner_host TEXT NOT NULL,
  owner_pid INTEGER NOT NULL,
  owner_start TEXT NOT NULL
) STRICT;
CREATE INDEX jobs_unfinished ON jobs (state) WHERE state IN ('queued', 'running', 'cancelling');

CREATE TABLE job_events (
  job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (job_id, seq)
) STRICT, WITHOUT ROWID;
`
