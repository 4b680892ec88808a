import type pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import { appliedTextSql, closeRunSql, endRunSql, insertJournalSql, journalColumnsSql, openRunsSql, readJournalSql, startRunSql } from './journal.sql.ts'

type Place = Pick<Environment, 'schema'>

export type JournalKind = 'run' | 'migration_applied' | 'migration_failed' | 'migration_undone' | 'undo_failed' | 'baseline' | 'repair' | EventKind
/** What happens beside migrations. */
export type EventKind = 'backup' | 'rehearsal' | 'restore' | 'put_back' | 'replaced_dropped' | 'archive' | 'drift' | 'drift_resolved' | 'confirmation' | 'waiver' | 'override' | 'rollback' | 'rollback_failed'
/** Of a run: `running` until its end is written; `interrupted` where a later session found it open and closed it. Of other rows: `done` or `failed`. */
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
}

/** The newest rows of the journal, the newest first; none where there is no journal. Throws what pg throws when it may not be read. */
export async function readJournal(client: pg.Client, { schema }: Place, limit: number): Promise<JournalRow[]> {
  const columns = (await client.query<{ name: string }>(journalColumnsSql, [schema])).rows.map(({ name }) => name)
  if (columns.length === 0) return []
  return (await client.query<JournalRow>(readJournalSql(schema, columns), [limit])).rows
}

/** Who runs what, and why: the same on every row of a run. */
export interface RunIdentity {
  runId: string
  actor: { user: string; host: string }
  reason: string | null
  planFingerprint: string | null
  backupId: string | null
}

export interface NewJournalRow {
  kind: Exclude<JournalKind, 'run'>
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
}

const longestText = 1024 * 1024

/** Parameters of `insertJournalSql`; a text over 1 MB is not kept. */
export function journalValues(run: RunIdentity, row: NewJournalRow): (string | null)[] {
  const sql = row.sql !== null && Buffer.byteLength(row.sql) <= longestText ? row.sql : null
  return [
    run.runId, row.kind, row.outcome, run.actor.user, run.actor.host, run.reason, row.version, row.script, row.description, text(row.rank), text(row.checksum), text(row.statements),
    run.planFingerprint, run.backupId, text(row.ms), row.problem, sql,
  ]
}

export async function writeJournal(client: pg.Client, { schema }: Place, run: RunIdentity, row: NewJournalRow): Promise<void> {
  await client.query(insertJournalSql(schema), journalValues(run, row))
}

export async function startRun(client: pg.Client, { schema }: Place, run: RunIdentity, description: string, from: string | null): Promise<void> {
  await client.query(startRunSql(schema), [run.runId, run.actor.user, run.actor.host, run.reason, description, from, run.planFingerprint])
}

export async function endRun(client: pg.Client, { schema }: Place, run: RunIdentity, outcome: JournalOutcome, problem: string | null, version: string | null): Promise<void> {
  await client.query(endRunSql(schema), [run.runId, outcome, problem, run.backupId, version])
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
