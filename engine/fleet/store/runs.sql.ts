const runColumns = `id, fleet_id AS "fleetId", fleet, env_id AS "envId", env, state, stop, cancel, go_ahead AS "goAhead", request, plan, states, owner, error,
  started_at AS "startedAt", ended_at AS "endedAt"`

const memberColumns = `id, run_id AS "runId", position, label, server_id AS "serverId", server, database_name AS "database", schema_name AS "schema", canary, planned, state, released, owner, attempts,
  before_version AS "before", after_version AS "after", migrations, ms, backup, error, started_at AS "startedAt", ended_at AS "endedAt"`

const active = "state IN ('preparing', 'running', 'stopping')"

const memberFields = ['id', 'runId', 'position', 'label', 'serverId', 'server', 'database', 'schema', 'canary', 'planned', 'state', 'migrations', 'before', 'after', 'error'] as const
export type NewMemberField = (typeof memberFields)[number]

export const runStatements = {
  insert: `INSERT INTO fleet_runs (id, fleet_id, fleet, env_id, env, state, stop, cancel, go_ahead, request, plan, states, owner, error, started_at, ended_at)
VALUES (@id, @fleetId, @fleet, @envId, @env, 'preparing', NULL, 0, 0, @request, '', '[]', @owner, NULL, @at, NULL)`,
  prepared: "UPDATE fleet_runs SET state = 'running', plan = @plan, states = @states WHERE id = @id AND state = 'preparing'",
  get: `SELECT ${runColumns} FROM fleet_runs WHERE id = @id`,
  list: `SELECT ${runColumns} FROM fleet_runs ORDER BY started_at DESC, id LIMIT @limit`,
  listOf: `SELECT ${runColumns} FROM fleet_runs WHERE fleet_id = @fleetId ORDER BY started_at DESC, id LIMIT @limit`,
  active: `SELECT ${runColumns} FROM fleet_runs WHERE ${active}`,
  coordinate: "UPDATE fleet_runs SET owner = @owner WHERE id = @id AND state IN ('running', 'stopping')",
  stop: "UPDATE fleet_runs SET state = 'stopping', stop = @stop WHERE id = @id AND state = 'running'",
  stopWaiting: "UPDATE fleet_runs SET state = 'stopped', stop = @stop, ended_at = @at WHERE id = @id AND state = 'waiting'",
  cancel: `UPDATE fleet_runs SET cancel = 1 WHERE id = @id AND ${active}`,
  move: 'UPDATE fleet_runs SET state = @to, ended_at = @at WHERE id = @id AND state = @from',
  fail: "UPDATE fleet_runs SET state = 'failed', error = @error, ended_at = @at WHERE id = @id AND state = 'preparing'",
  interrupt: `UPDATE fleet_runs SET state = 'interrupted', ended_at = @at WHERE id = @id AND ${active}`,
  resume: `UPDATE fleet_runs SET state = 'running', stop = NULL, cancel = 0, go_ahead = 1, ended_at = NULL, error = NULL, request = @request, owner = @owner
 WHERE id = @id AND state IN ('waiting', 'stopped', 'incomplete', 'interrupted')`,
} as const

export const memberStatements = {
  ofRun: `SELECT ${memberColumns} FROM fleet_members WHERE run_id = @runId ORDER BY position`,
  get: `SELECT ${memberColumns} FROM fleet_members WHERE id = @id`,
  counts: 'SELECT run_id AS "runId", state, canary, released, COUNT(*) AS number FROM fleet_members WHERE run_id = @runId GROUP BY run_id, state, canary, released',
  next: `SELECT id FROM fleet_members WHERE run_id = @runId AND state = 'queued' AND released = 0 AND canary = @canary ORDER BY position LIMIT @most`,
  release: "UPDATE fleet_members SET released = 1 WHERE id = @id AND state = 'queued'",
  released: "SELECT id FROM fleet_members WHERE run_id = @runId AND released = 1 AND state IN ('queued', 'running')",
  running: "SELECT server_id AS \"serverId\", database_name AS \"database\" FROM fleet_members WHERE run_id = @runId AND state = 'running' AND id <> @id",
  claim: "UPDATE fleet_members SET state = 'running', owner = @owner, attempts = attempts + 1, started_at = @at, ended_at = NULL, error = NULL WHERE id = @id AND state IN ('queued', 'running')",
  begin: 'UPDATE fleet_members SET before_version = @before WHERE id = @id AND attempts = 1',
  end: `UPDATE fleet_members SET state = @state, after_version = @after, migrations = @migrations, ms = @ms, backup = @backup, error = @error, ended_at = @at
 WHERE id = @id AND state = 'running' AND attempts = @attempts AND owner = @owner`,
  giveBack: "UPDATE fleet_members SET state = 'queued', owner = NULL WHERE id = @id AND state = 'running' AND attempts = @attempts AND owner = @owner",
  skipRest: "UPDATE fleet_members SET state = 'skipped' WHERE run_id = @runId AND state = 'queued'",
  lose: "UPDATE fleet_members SET state = 'unknown' WHERE run_id = @runId AND state = 'running'",
  queueAgain: `UPDATE fleet_members SET state = 'queued', released = 0, owner = NULL, error = NULL, ended_at = NULL WHERE run_id = @runId AND planned IS NOT NULL AND state IN ('skipped', 'unknown', 'running')
   AND (error IS NULL OR @failed = 'again')`,
  queueFailed: "UPDATE fleet_members SET state = 'queued', released = 0, owner = NULL, error = NULL, ended_at = NULL WHERE run_id = @runId AND planned IS NOT NULL AND state = 'failed'",
  leaveFailed: "UPDATE fleet_members SET state = 'skipped' WHERE run_id = @runId AND state = 'failed'",
} as const

const insertColumns: Readonly<Record<NewMemberField, string>> = {
  id: 'id', runId: 'run_id', position: 'position', label: 'label', serverId: 'server_id', server: 'server', database: 'database_name', schema: 'schema_name',
  canary: 'canary', planned: 'planned', state: 'state', migrations: 'migrations', before: 'before_version', after: 'after_version', error: 'error',
}

/** So many rows in one statement; parameters are `@label0`, `@label1`, ... */
export function insertMembersSql(rows: number): string {
  const values = Array.from({ length: rows }, (_, row) => `(${memberFields.map((field) => `@${field}${row}`).join(', ')}, 0, 0)`)
  return `INSERT INTO fleet_members (${memberFields.map((field) => insertColumns[field]).join(', ')}, released, attempts) VALUES ${values.join(', ')}`
}
