import { qualified, quoteIdentifier } from '#shared/sql/quote.ts'
import { sinceBegin } from './history.sql.ts'
import { firstColumns, journalColumns, journalFormat, journalTable, type JournalColumn } from './journal-table.ts'

export function createJournalSql(schema: string): string[] {
  const name = qualified(schema, journalTable)
  const columns = Object.entries(journalColumns).map(([column, type]) => `    ${column} ${type}${defaults[column as JournalColumn] ?? ''}`)
  return [
    `CREATE TABLE ${name} (\n    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n${columns.join(',\n')}\n)`,
    `CREATE INDEX ${quoteIdentifier(`${journalTable}_run_idx`)} ON ${name} (run_id)`,
    chainIndexSql(schema),
    `COMMENT ON TABLE ${name} IS 'Who changed this database by migrations, when, why and with what outcome. Written by Strata beside the history table. Rows are added and never changed.'`,
  ]
}

const defaults: Partial<Record<JournalColumn, string>> = {
  format: ' NOT NULL', kind: ' NOT NULL', at: ' NOT NULL DEFAULT clock_timestamp()', db_user: ' NOT NULL DEFAULT session_user',
}

/** Finds the newest link and what is not sealed yet; two rows cannot have one place in the chain. */
function chainIndexSql(schema: string): string {
  return `CREATE UNIQUE INDEX IF NOT EXISTS ${quoteIdentifier(`${journalTable}_seq_idx`)} ON ${qualified(schema, journalTable)} (seq)`
}

/** Brings a journal of an older version forward. */
export function upgradeJournalSql(schema: string, present: readonly string[]): string[] {
  const missing = Object.entries(journalColumns).filter(([column]) => !present.includes(column))
  const columns = missing.map(([column, type]) => `ALTER TABLE ${qualified(schema, journalTable)} ADD COLUMN IF NOT EXISTS ${column} ${type}`)
  return present.includes('seq') ? columns : [...columns, chainIndexSql(schema)]
}

/** A run that cannot have the lock soon leaves the journal as it is. */
export const shortLocksSql = "SET LOCAL lock_timeout = '2s'"

/**
 * Row of one migration; written in the migration's own transaction.
 * $1 run, $2 kind, $3 outcome, $4 actor, $5 host, $6 reason, $7 version, $8 script, $9 description, $10 rank, $11 checksum, $12 statements,
 * $13 fingerprint, $14 backup, $15 ms (null: since the transaction began), $16 problem, $17 SQL text; $18 its SHA-256, $19 and $20 fingerprints
 * of the schema before and after, $21 details, $22 log.
 */
export function insertJournalSql(schema: string): string {
  return insertSql(schema, journalFormat, ', sql_sha256, before_fingerprint, after_fingerprint, details, log', ', $18::text, $19::text, $20::text, $21::jsonb, $22::text')
}

/** As above, $1 to $17, into a journal of the first shape that may not be brought forward by this user. */
export function insertFirstJournalSql(schema: string): string {
  return insertSql(schema, 1, '', '')
}

function insertSql(schema: string, format: number, columns: string, values: string): string {
  return `INSERT INTO ${qualified(schema, journalTable)} (format, run_id, kind, outcome, actor, host, reason, version, script, description, installed_rank, checksum, statements,
  plan_fingerprint, backup_id, ms, problem, sql_text, db_user, at, ended_at${columns})
VALUES (${format}, $1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::int, $11::int, $12::int,
  $13::text, $14::text, coalesce($15::int, ${sinceBegin}), $16::text, $17::text, session_user, clock_timestamp(), clock_timestamp()${values})`
}

/** $1 run, $2 actor, $3 host, $4 reason, $5 description, $6 version before, $7 fingerprint, $8 backup, $9 fingerprint of the schema. */
export function startRunSql(schema: string): string {
  return `INSERT INTO ${qualified(schema, journalTable)} (format, run_id, kind, outcome, actor, host, reason, description, version, plan_fingerprint, backup_id, before_fingerprint, db_user, at)
VALUES (${journalFormat}, $1::text, 'run_started', 'running', $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, session_user, clock_timestamp())`
}

/** The end of a run is a row of its own. $1 run, $2 outcome, $3 problem, $4 backup, $5 version after, $6 actor, $7 host, $8 reason, $9 fingerprint. */
export function endRunSql(schema: string): string {
  const name = qualified(schema, journalTable)
  return `INSERT INTO ${name} (format, run_id, kind, outcome, problem, backup_id, version, actor, host, reason, plan_fingerprint, description, ms, before_fingerprint, db_user, at, ended_at)
SELECT ${journalFormat}, $1::text, 'run', $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, s.description, (extract(epoch FROM clock_timestamp() - s.at) * 1000)::int,
       s.before_fingerprint, session_user, clock_timestamp(), clock_timestamp()
  FROM (VALUES (1)) AS one LEFT JOIN ${name} s ON s.run_id = $1::text AND s.kind = 'run_started'`
}

/** Rows that tell of a run itself; before the second shape one row told both its beginning and its end. */
const runKinds = "('run_started', 'run')"

/** Runs whose end nobody wrote down, with the number of their migrations that took effect. */
export function openRunsSql(schema: string): string {
  const name = qualified(schema, journalTable)
  return `SELECT b.run_id AS "runId", l.outcome, b.at, b.actor, b.host, b.description,
       (SELECT count(*)::int FROM ${name} m WHERE m.run_id = b.run_id AND m.kind IN ('migration_applied', 'migration_undone')) AS done
  FROM (SELECT min(id) AS first, max(id) AS last FROM ${name} WHERE kind IN ${runKinds} AND run_id IS NOT NULL GROUP BY run_id) AS r
  JOIN ${name} b ON b.id = r.first JOIN ${name} l ON l.id = r.last
 WHERE l.outcome IN ('running', 'unknown') ORDER BY r.first`
}

/** $1 run, $2 problem. What is known of the run is said again, so that the row stands for itself. */
export function closeRunSql(schema: string): string {
  const name = qualified(schema, journalTable)
  return `INSERT INTO ${name} (format, run_id, kind, outcome, problem, actor, host, reason, description, version, plan_fingerprint, backup_id, db_user, at, ended_at)
SELECT ${journalFormat}, run_id, 'run', 'interrupted', $2, actor, host, reason, description, version, plan_fingerprint, backup_id, session_user, clock_timestamp(), clock_timestamp()
  FROM ${name} WHERE run_id = $1 AND kind IN ${runKinds} ORDER BY id LIMIT 1`
}

/** $1 schema. */
export const journalColumnsSql = `SELECT attname::text AS name FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relname = '${journalTable}' AND attnum > 0 AND NOT attisdropped`

/** What is read of a row, by the name it is given. */
const readColumns: Readonly<Record<string, JournalColumn>> = {
  runId: 'run_id', kind: 'kind', outcome: 'outcome', at: 'at', endedAt: 'ended_at', dbUser: 'db_user', actor: 'actor', host: 'host', reason: 'reason', version: 'version',
  script: 'script', description: 'description', rank: 'installed_rank', checksum: 'checksum', statements: 'statements', planFingerprint: 'plan_fingerprint',
  backupId: 'backup_id', ms: 'ms', problem: 'problem', format: 'format', before: 'before_fingerprint', after: 'after_fingerprint', details: 'details', log: 'log',
}

function readJournalSql(schema: string, present: readonly string[]): string {
  const columns = Object.entries(readColumns).map(([name, column]) => `${present.includes(column) ? column : `NULL::${journalColumns[column]}`} AS "${name}"`)
  return `SELECT id::text AS id, ${columns.join(', ')} FROM ${qualified(schema, journalTable)} j`
}

/** $1 limit. A journal of an older version lacks some columns; they are read as null. */
export function newestJournalSql(schema: string, present: readonly string[]): string {
  return `${readJournalSql(schema, present)} ORDER BY j.id DESC LIMIT $1`
}

/** $1 ids. */
export function chosenJournalSql(schema: string, present: readonly string[]): string {
  return `${readJournalSql(schema, present)} WHERE j.id = ANY($1::bigint[])`
}

/** $1 script. The newest text kept; a repair changes the checksum in the history and not what was applied. */
export function appliedTextSql(schema: string): string {
  return `SELECT sql_text AS text FROM ${qualified(schema, journalTable)} WHERE script = $1 AND kind = 'migration_applied' AND sql_text IS NOT NULL ORDER BY id DESC LIMIT 1`
}

export const firstColumnNames: readonly string[] = Object.keys(firstColumns)
