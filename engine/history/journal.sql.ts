import { qualified, quoteIdentifier } from '#shared/sql/quote.ts'
import { sinceBegin } from './history.sql.ts'
import { journalColumns, journalFormat, journalTable, type JournalColumn } from './journal-table.ts'

export function createJournalSql(schema: string): string[] {
  const name = qualified(schema, journalTable)
  const columns = Object.entries(journalColumns).map(([column, type]) => `    ${column} ${type}${defaults[column as JournalColumn] ?? ''}`)
  return [
    `CREATE TABLE ${name} (\n    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n${columns.join(',\n')}\n)`,
    `CREATE INDEX ${quoteIdentifier(`${journalTable}_run_idx`)} ON ${name} (run_id)`,
    `COMMENT ON TABLE ${name} IS 'Who changed this database by migrations, when, why and with what outcome. Written by Strata beside the history table.'`,
  ]
}

const defaults: Partial<Record<JournalColumn, string>> = {
  format: ' NOT NULL', kind: ' NOT NULL', at: ' NOT NULL DEFAULT clock_timestamp()', db_user: ' NOT NULL DEFAULT session_user',
}

/** Brings a journal of an older version forward. */
export function upgradeJournalSql(schema: string, present: readonly string[]): string[] {
  const missing = Object.entries(journalColumns).filter(([column]) => !present.includes(column))
  return missing.map(([column, type]) => `ALTER TABLE ${qualified(schema, journalTable)} ADD COLUMN IF NOT EXISTS ${column} ${type}`)
}

/**
 * Row of one migration; written in the migration's own transaction.
 * $1 run, $2 kind, $3 outcome, $4 actor, $5 host, $6 reason, $7 version, $8 script, $9 description, $10 rank, $11 checksum, $12 statements,
 * $13 fingerprint, $14 backup, $15 ms (null: since the transaction began), $16 problem, $17 SQL text.
 */
export function insertJournalSql(schema: string): string {
  return `INSERT INTO ${qualified(schema, journalTable)} (format, run_id, kind, outcome, actor, host, reason, version, script, description, installed_rank, checksum, statements,
  plan_fingerprint, backup_id, ms, problem, sql_text, db_user, at, ended_at)
VALUES (${journalFormat}, $1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::int, $11::int, $12::int,
  $13::text, $14::text, coalesce($15::int, ${sinceBegin}), $16::text, $17::text, session_user, clock_timestamp(), clock_timestamp())`
}

/** $1 run, $2 actor, $3 host, $4 reason, $5 description, $6 version before, $7 fingerprint. */
export function startRunSql(schema: string): string {
  return `INSERT INTO ${qualified(schema, journalTable)} (format, run_id, kind, outcome, actor, host, reason, description, version, plan_fingerprint, db_user, at)
VALUES (${journalFormat}, $1, 'run', 'running', $2, $3, $4, $5, $6, $7, session_user, clock_timestamp())`
}

/** $1 run, $2 outcome, $3 problem, $4 backup, $5 version after. */
export function endRunSql(schema: string): string {
  return `UPDATE ${qualified(schema, journalTable)}
   SET outcome = $2, problem = $3, backup_id = coalesce($4, backup_id), version = coalesce($5, version), ended_at = clock_timestamp(),
       ms = (extract(epoch FROM clock_timestamp() - at) * 1000)::int
 WHERE run_id = $1 AND kind = 'run'`
}

/** Runs whose end nobody wrote down, with the number of their migrations that took effect. */
export function openRunsSql(schema: string): string {
  const name = qualified(schema, journalTable)
  return `SELECT r.run_id AS "runId", r.outcome, r.at, r.actor, r.host, r.description,
       (SELECT count(*)::int FROM ${name} m WHERE m.run_id = r.run_id AND m.kind IN ('migration_applied', 'migration_undone')) AS done
  FROM ${name} r WHERE r.kind = 'run' AND r.outcome IN ('running', 'unknown') ORDER BY r.id`
}

/** $1 run, $2 problem. */
export function closeRunSql(schema: string): string {
  return `UPDATE ${qualified(schema, journalTable)} SET outcome = 'interrupted', problem = $2, ended_at = clock_timestamp() WHERE run_id = $1 AND kind = 'run' AND outcome IN ('running', 'unknown')`
}

/** $1 schema. */
export const journalColumnsSql = `SELECT attname::text AS name FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relname = '${journalTable}' AND attnum > 0 AND NOT attisdropped`

/** What is read of a row, by the name it is given. */
const readColumns: Readonly<Record<string, JournalColumn>> = {
  runId: 'run_id', kind: 'kind', outcome: 'outcome', at: 'at', endedAt: 'ended_at', dbUser: 'db_user', actor: 'actor', host: 'host', reason: 'reason', version: 'version',
  script: 'script', description: 'description', rank: 'installed_rank', checksum: 'checksum', statements: 'statements', planFingerprint: 'plan_fingerprint',
  backupId: 'backup_id', ms: 'ms', problem: 'problem',
}

/** $1 limit. A journal of an older version lacks some columns; they are read as null. */
export function readJournalSql(schema: string, present: readonly string[]): string {
  const columns = Object.entries(readColumns).map(([name, column]) => `${present.includes(column) ? column : `NULL::${journalColumns[column]}`} AS "${name}"`)
  return `SELECT id::text AS id, ${columns.join(', ')} FROM ${qualified(schema, journalTable)} ORDER BY id DESC LIMIT $1`
}

/** $1 script. The newest text kept; a repair changes the checksum in the history and not what was applied. */
export function appliedTextSql(schema: string): string {
  return `SELECT sql_text AS text FROM ${qualified(schema, journalTable)} WHERE script = $1 AND kind = 'migration_applied' AND sql_text IS NOT NULL ORDER BY id DESC LIMIT 1`
}
