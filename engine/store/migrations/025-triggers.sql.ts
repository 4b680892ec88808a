export const triggers = `
CREATE TABLE triggers (
  id TEXT PRIMARY KEY,
  env_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  target TEXT NOT NULL,
  action TEXT NOT NULL,
  -- 1: an owner has said so for a production environment.
  production BIGINT NOT NULL,
  enabled BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  -- When it fires, unless more comes before; whoever takes it out of the row does the work.
  due_at BIGINT,
  payload TEXT,
  -- Of a folder: what lay in it when it was last looked at.
  seen TEXT,
  problem TEXT,
  UNIQUE (env_id, kind, target)
);
`
