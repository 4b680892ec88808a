export const fleets = `
CREATE TABLE fleets (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- The name as it is compared.
  name_key TEXT NOT NULL UNIQUE,
  -- Id of the environment, and its name when the fleet was saved.
  env_id TEXT NOT NULL,
  env TEXT NOT NULL,
  -- JSON of the input; servers by id.
  settings TEXT NOT NULL,
  -- JSON of the states as they were read last.
  states TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
`
