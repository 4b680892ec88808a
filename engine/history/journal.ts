import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import { appliedTextSql, chosenJournalSql, closeRunSql, endRunSql, insertFirstJournalSql, insertJournalSql, journalColumnsSql, newestJournalSql, openRunsSql, startRunSql } from './journal.sql.ts'

type Place = Pick<Environment, 'schema'>

/** `run_started` and `run` tell of a run itself, `schema` what the schema was after one. */
export type JournalKind = 'run_started' | 'run' | 'schema' | 'migration_applied' | 'migration_failed' | 'migration_undone' | 'undo_failed' | 'baseline' | 'repair' | EventKind
/** What happens beside migrations. */
export type EventKind = 'backup' | 'rehearsal' | 'restore' | 'put_back' | 'replaced_dropped' | 'archive' | 'drift' | 'drift_resolved' | 'confirmation' | 'waiver' | 'override' | 'rollback' | 'rollback_failed'
/** Of a run's beginning `running`, of its end the others; `interrupted` where a later session found no end and wrote one. Of other rows: `done` or `failed`. */
export type JournalOutcome = 'running' | 'succeeded' | 'failed' | 'cancelled' | 'unknown' | 'interrupted' | 'done'

export interface JournalRow {
  id: string
  runId: string | null
  kind: JournalKind
  outcome: JournalOutcome | null
  at: Date
  endedAt: Date | null
  /** Database user. */
  dbUser: string
  /** Person, and machine that the change came from. */
  actor: string | null
  host: string | null
  reason: string | null
  version: string | null
  script: string | null
  description: string | null
  /** installed_rank of the history row that was written with it. */
  rank: number | null
  checksum: number | null
  statements: number | null
  planFingerprint: string | null
  backupId: string | null
  ms: number | null
  problem: string | null
  /** Shape that it was written in. */
  format: number
  before: string | null
  after: string | null
  details: Record<string, unknown> | null
  log: string | null
}

/** Names of the journal's columns; none where there is no journal. */
export async function readJournalColumns(client: pg.Client, { schema }: Place): Promise<string[]> {
  return (await client.query<{ name: string }>(journalColumnsSql, [schema])).rows.map(({ name }) => name)
}

/** The newest rows of the journal, the newest first; none where there is no journal. Throws what pg throws when it may not be read. */
export async function readJournal(client: pg.Client, place: Place, limit: number): Promise<JournalRow[]> {
  const columns = await readJournalColumns(client, place)
  if (columns.length === 0) return []
  return (await client.query<JournalRow>(newestJournalSql(place.schema, columns), [limit])).rows
}

/** Rows by their ids, in no order. */
export async function readJournalRows(client: pg.Client, { schema }: Place, columns: readonly string[], ids: readonly string[]): Promise<JournalRow[]> {
  return ids.length === 0 ? [] : (await client.query<JournalRow>(chosenJournalSql(schema, columns), [ids])).rows
}

/** Who runs what, and why: the same on every row of a run. */
export interface RunIdentity {
  runId: string
  actor: { user: string; host: string }
  reason: string | null
  planFingerprint: string | null
  backupId: string | null
  /** Fingerprint of the schema before the run, where it is known. */
  before?: string | null
}

export interface NewJournalRow {
  kind: Exclude<JournalKind, 'run' | 'run_started'>
  outcome: 'done' | 'failed'
  version: string | null
  script: string | null
  description: string
  rank: number | null
  checksum: number | null
  statements: number | null
  /** Null: the time since the transaction began. */
  ms: number | null
  problem: string | null
  /** Text of the file as it was run. */
  sql: string | null
  before?: string | null
  after?: string | null
  details?: Readonly<Record<string, unknown>> | null
  log?: string | null
}

const longestText = 1024 * 1024
const firstValues = 17

/** Parameters of `insertJournalSql`; a text over 1 MB is not kept. */
export function journalValues(run: RunIdentity, row: NewJournalRow): (string | null)[] {
  const sql = row.sql !== null && Buffer.byteLength(row.sql) <= longestText ? row.sql : null
  const { before = null, after = null, details = null, log = null } = row
  return [
    run.runId, row.kind, row.outcome, run.actor.user, run.actor.host, run.reason, row.version, row.script, row.description, text(row.rank), text(row.checksum), text(row.statements),
    run.planFingerprint, run.backupId, text(row.ms), row.problem, sql,
    sql === null ? null : createHash('sha256').update(sql).digest('hex'), before, after, details && JSON.stringify(details), log,
  ]
}

/** Adds a row. A journal of the first shape gets it in that shape. */
export async function writeJournal(client: pg.Client, place: Place, run: RunIdentity, row: NewJournalRow): Promise<void> {
  const columns = await readJournalColumns(client, place)
  const values = journalValues(run, row)
  const old = columns.length > 0 && !columns.includes('seq')
  await client.query(old ? insertFirstJournalSql(place.schema) : insertJournalSql(place.schema), old ? values.slice(0, firstValues) : values)
}

export async function startRun(client: pg.Client, { schema }: Place, run: RunIdentity, description: string, from: string | null): Promise<void> {
  await client.query(startRunSql(schema), [run.runId, run.actor.user, run.actor.host, run.reason, description, from, run.planFingerprint, run.backupId, run.before ?? null])
}

export async function endRun(client: pg.Client, { schema }: Place, run: RunIdentity, outcome: JournalOutcome, problem: string | null, version: string | null): Promise<void> {
  await client.query(endRunSql(schema), [run.runId, outcome, problem, run.backupId, version, run.actor.user, run.actor.host, run.reason, run.planFingerprint])
}

export interface OpenRun {
  runId: string
  outcome: 'running' | 'unknown'
  at: Date
  actor: string
  host: string
  description: string
  /** Migrations of it that took effect: their rows were committed with them. */
  done: number
}

export async function readOpenRuns(client: pg.Client, { schema }: Place): Promise<OpenRun[]> {
  return (await client.query<OpenRun>(openRunsSql(schema))).rows
}

/** Closes runs whose process is gone. Call it only where no other run can be alive: with the migration lock held. */
export async function closeOpenRuns(client: pg.Client, place: Place): Promise<OpenRun[]> {
  const open = await readOpenRuns(client, place)
  for (const run of open) await client.query(closeRunSql(place.schema), [run.runId, `It ended without saying how; ${run.done} of its migrations took effect.`])
  return open
}

/** The text of a script as it was last applied, when it was kept. */
export async function readAppliedText(client: pg.Client, { schema }: Place, script: string): Promise<string | null> {
  const { rows } = await client.query<{ text: string }>(appliedTextSql(schema), [script])
  return rows[0]?.text ?? null
}

function text(value: number | null): string | null {
  return value === null ? null : String(value)
}
