export const snapshots = `
CREATE TABLE snapshots (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- Name of the environment at that time, and its id; neither where it came from a URL, a folder or a backup.
  env TEXT,
  env_id TEXT,
  database TEXT NOT NULL,
  name TEXT,
  taken_at TEXT NOT NULL,
  "trigger" TEXT NOT NULL,
  server_version TEXT NOT NULL,
  server_version_num INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  facts INTEGER NOT NULL,
  -- JSON; null: the whole database.
  schemas TEXT,
  migration_version TEXT,
  by TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  -- Last, so that a list does not read it.
  content BLOB NOT NULL
) STRICT;
CREATE INDEX snapshots_by_env ON snapshots (env_id, number);
`
