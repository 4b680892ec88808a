export const fleetRuns = `
CREATE TABLE fleet_runs (
  id TEXT PRIMARY KEY,
  fleet_id TEXT NOT NULL,
  -- Names when it began.
  fleet TEXT NOT NULL,
  env_id TEXT NOT NULL,
  env TEXT NOT NULL,
  state TEXT NOT NULL,
  -- Why it stopped or stops.
  stop TEXT,
  -- 1: members that are being migrated are cancelled.
  cancel BIGINT NOT NULL,
  -- 1: the canaries were approved.
  go_ahead BIGINT NOT NULL,
  -- JSON: actor, reason, limits, version to go to.
  request TEXT NOT NULL,
  -- Fingerprint of the plan, and JSON of its distinct states with their steps.
  plan TEXT NOT NULL,
  states TEXT NOT NULL,
  -- JSON of the process that decides what is begun next.
  owner TEXT,
  error TEXT,
  started_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX fleet_runs_by_fleet ON fleet_runs (fleet_id, started_at);
CREATE INDEX fleet_runs_by_state ON fleet_runs (state);
`
