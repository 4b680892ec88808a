export const approvals = `
CREATE TABLE approvals (
  id TEXT PRIMARY KEY,
  -- No reference: what was asked stays known when the environment is gone.
  env_id TEXT NOT NULL,
  env TEXT NOT NULL,
  operation TEXT NOT NULL,
  -- JSON: where it goes to.
  target TEXT NOT NULL,
  plan TEXT NOT NULL,
  from_version TEXT,
  to_version TEXT,
  -- JSON: names of the scripts.
  scripts TEXT NOT NULL,
  reason TEXT NOT NULL,
  by_user TEXT NOT NULL,
  by_host TEXT NOT NULL,
  source TEXT NOT NULL,
  -- Ms since 1970, as all times here.
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  decided_user TEXT,
  decided_host TEXT,
  decided_at BIGINT,
  note TEXT,
  -- Id of the confirmation that it gave.
  confirmation TEXT,
  job_id TEXT,
  started_by TEXT,
  started_at BIGINT,
  ended_at BIGINT,
  problem TEXT
);
CREATE INDEX approvals_by_time ON approvals (created_at);
CREATE INDEX approvals_by_state ON approvals (state);

-- Names of backups as the described API knows them.
CREATE TABLE described_backups (
  id TEXT PRIMARY KEY,
  backup TEXT NOT NULL UNIQUE,
  -- As it was said when the backup was asked for; null: not said.
  migration_version TEXT
);
`
