export const fleetMembers = `
CREATE TABLE fleet_members (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  label TEXT NOT NULL,
  -- Id and name of the environment of its server.
  server_id TEXT NOT NULL,
  server TEXT NOT NULL,
  database_name TEXT NOT NULL,
  schema_name TEXT NOT NULL,
  canary BIGINT NOT NULL,
  -- Fingerprint of the distinct state that it was planned for.
  planned TEXT,
  state TEXT NOT NULL,
  -- 1: it was handed to the queue.
  released BIGINT NOT NULL,
  -- JSON of the process that works on it, and how many have.
  owner TEXT,
  attempts BIGINT NOT NULL,
  before_version TEXT,
  after_version TEXT,
  migrations BIGINT NOT NULL,
  ms BIGINT,
  backup TEXT,
  error TEXT,
  started_at BIGINT,
  ended_at BIGINT
);
CREATE INDEX fleet_members_by_run ON fleet_members (run_id, state);
`
