export const accessUsers = `
CREATE TABLE access_users (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- The name as it is compared, whatever its case.
  name_key TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  -- argon2id in the PHC format; null: signs in through a provider.
  password_hash TEXT,
  -- Issuer and subject of the provider.
  subject TEXT UNIQUE,
  -- JSON: [{"env": "...", "role": "..."}]
  grants TEXT NOT NULL,
  disabled BIGINT NOT NULL DEFAULT 0,
  -- JSON: language and theme.
  settings TEXT NOT NULL DEFAULT '{}',
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  last_seen_at BIGINT
);

CREATE TABLE access_sessions (
  id TEXT PRIMARY KEY,
  -- SHA-256 of the cookie's value, which is kept nowhere.
  token_hash TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL
);
CREATE INDEX access_sessions_by_user ON access_sessions (user_id);

-- Links that lead to making an owner.
CREATE TABLE access_links (
  token_hash TEXT PRIMARY KEY,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
`
