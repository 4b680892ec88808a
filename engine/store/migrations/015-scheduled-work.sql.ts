export const scheduledWork = `
-- The last slot of what is done by itself, so that two processes never do it twice.
CREATE TABLE scheduled_work (
  env_id TEXT NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
  -- backup, rehearsal, or after: the rehearsal of a backup that was just made.
  what TEXT NOT NULL,
  slot TEXT NOT NULL,
  state TEXT NOT NULL,
  -- JSON of the process.
  owner TEXT NOT NULL,
  started_at TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  retry_at TEXT,
  problem TEXT,
  PRIMARY KEY (env_id, what)
) STRICT;
`
