export const rollbacks = `
CREATE TABLE rollbacks (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  env_id TEXT NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
  -- running, done, failed, cancelled, interrupted, left
  state TEXT NOT NULL,
  -- JSON: the point, the way, who, when.
  about TEXT NOT NULL,
  -- JSON: each step with its state, written before and after it.
  steps TEXT NOT NULL,
  problem TEXT,
  backup TEXT,
  ended_at TEXT
) STRICT;
CREATE INDEX rollbacks_by_environment ON rollbacks (env_id, number);

CREATE TABLE rollback_undos (
  env_id TEXT NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
  -- The migration that it takes back, and the CRC-32 of its text.
  script TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  -- JSON: the text, and what came of trying it.
  undo TEXT NOT NULL,
  PRIMARY KEY (env_id, script)
) STRICT;
`
