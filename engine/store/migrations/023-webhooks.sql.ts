export const webhooks = `
CREATE TABLE webhooks (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  -- Scheme, host and port; the whole address and the secret are in the vault.
  address TEXT NOT NULL,
  kinds TEXT NOT NULL,
  envs TEXT NOT NULL,
  template TEXT NOT NULL,
  enabled BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL
);

CREATE TABLE webhook_deliveries (
  id TEXT PRIMARY KEY,
  webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  env TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  -- Whoever sends it now, and until when nobody else does.
  claimed_by TEXT,
  claimed_until BIGINT NOT NULL,
  -- Tries since it was last sent by hand; all of them stand in tries.
  round BIGINT NOT NULL,
  tries TEXT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX webhook_deliveries_by_due ON webhook_deliveries (state, next_at);
CREATE INDEX webhook_deliveries_by_hook ON webhook_deliveries (webhook_id, created_at);
`
