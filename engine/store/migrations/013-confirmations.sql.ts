export const confirmations = `
CREATE TABLE confirmations (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- SHA-256 of the token; null: given and used in one step. The token itself is kept nowhere.
  token_hash TEXT UNIQUE,
  -- No reference: what was confirmed stays known when the environment is gone.
  env_id TEXT NOT NULL,
  env TEXT NOT NULL,
  operation TEXT NOT NULL,
  plan TEXT NOT NULL,
  reason TEXT NOT NULL,
  by_user TEXT NOT NULL,
  by_host TEXT NOT NULL,
  second TEXT,
  -- Ms since 1970, and ms for which the machine had been up.
  created_wall INTEGER NOT NULL,
  created_up INTEGER NOT NULL,
  holds_ms INTEGER NOT NULL,
  used_at INTEGER,
  used_by TEXT,
  revoked_at INTEGER,
  revoked_by TEXT,
  expired INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX confirmations_by_env ON confirmations (env_id, number);

CREATE TABLE confirmers (
  name_key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  salt TEXT NOT NULL,
  -- scrypt of the passphrase.
  hash TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  added_by TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  failed_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
`
