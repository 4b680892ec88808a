export const incomingHooks = `
CREATE TABLE incoming_hooks (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  env_id TEXT NOT NULL,
  action TEXT NOT NULL,
  -- 1: an owner has said so for a production environment.
  production BIGINT NOT NULL,
  enabled BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  rotated_at BIGINT
);

-- Of requests that were let in; older ones than the window of their time are not needed.
CREATE TABLE hook_nonces (
  id TEXT PRIMARY KEY,
  seen_at BIGINT NOT NULL
);
CREATE INDEX hook_nonces_by_age ON hook_nonces (seen_at);

CREATE TABLE hook_calls (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  source TEXT NOT NULL,
  hook_id TEXT,
  hook TEXT NOT NULL,
  env TEXT,
  by_whom TEXT NOT NULL,
  address TEXT,
  outcome TEXT NOT NULL,
  code TEXT,
  text TEXT NOT NULL,
  job_id TEXT,
  approval_id TEXT
);
CREATE INDEX hook_calls_by_time ON hook_calls (at);
`
