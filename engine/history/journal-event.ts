import pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { inTransaction } from '../migrations/locked-session.ts'
import { connect } from '../postgres/connect.ts'
import { readJournalColumns, writeJournal, type EventKind, type JournalRow, type NewJournalRow } from './journal.ts'
import { shortLocksSql, upgradeJournalSql } from './journal.sql.ts'
import { journalFormat } from './journal-table.ts'
import { sealJournal } from './seal.ts'

/** What happened beside migrations. */
export interface JournalEvent {
  kind: EventKind
  runId: string
  actor: Engine['actor']
  reason: string
  backupId: string | null
  version: string | null
  description: string
  ms: number
  problem: string | null
  /** Of a plan that was confirmed or run. */
  planFingerprint?: string | null
  /** Facts of its kind, small; never a secret. */
  details?: Readonly<Record<string, unknown>> | null
  /** Fingerprint of the schema before and after it, by `schemaFingerprint`. */
  before?: string | null
  after?: string | null
  /** What was said while it ran; what is longer than 16 kB is cut in the middle. */
  log?: string | null
}

/** Longest log that is kept with an event, in characters. */
const longestLog = 16_384

/** Tells the journal beside the history, so that every desktop sees it. Where there is no journal, or none that may be written to, the files beside the archive tell it here. */
export async function writeEvent(client: pg.Client, environment: Environment, event: JournalEvent, log: JobContext['log']): Promise<void> {
  try {
    await tellEvent(client, environment, event)
  } catch (thrown) {
    if (!(thrown instanceof pg.DatabaseError) || thrown.code !== '42P01') log('info', `Not written to the journal of the database: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  }
}

/** As above from a session of its own. An environment that cannot be reached is no failure: then this machine's copy of the journal keeps the event. */
export async function writeEventTo(engine: Engine, environment: Environment, event: JournalEvent, log: JobContext['log']): Promise<void> {
  try {
    const client = await connect(engine, environment, { purpose: 'journal', signal: AbortSignal.timeout(10_000) })
    await tellEvent(client, environment, event).finally(() => client.end())
  } catch (thrown) {
    await engine.mirror.keepOwn(environment, ownRow(event, new Date()))
    log('info', `Not written to the journal of the database, only to this machine's copy: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  }
}

/** As `writeEvent`; what cannot be written there is kept in this machine's copy. */
export async function recordEvent(engine: Engine, client: pg.Client, environment: Environment, event: JournalEvent): Promise<void> {
  await tellEvent(client, environment, event).catch(() => engine.mirror.keepOwn(environment, ownRow(event, new Date())))
}

/** Adds the event to the journal and seals it. Not inside a transaction. Throws what pg throws when it could not be added. */
async function tellEvent(client: pg.Client, environment: Environment, event: JournalEvent): Promise<void> {
  const { kind, runId, actor, backupId, version, description, ms, problem, planFingerprint = null, reason, before, after, details, log } = event
  await bringForward(client, environment)
  const run = { runId, actor, reason: reason || null, planFingerprint, backupId }
  const row: NewJournalRow = { kind, outcome: problem === null ? 'done' : 'failed', version, script: null, description, rank: null, checksum: null, statements: null, ms, problem, sql: null, before: before ?? null, after: after ?? null, details: details ?? null, log: shortened(log) }
  await writeJournal(client, environment, run, row)
  await sealSoon(client, environment)
}

/** A row that could not be sealed now is sealed by the next writer. */
export async function sealSoon(client: pg.Client, environment: Environment): Promise<void> {
  await sealJournal(client, environment).catch(() => {})
}

/** Gives an older journal today's columns, where this user may and nobody keeps it locked. */
async function bringForward(client: pg.Client, environment: Environment): Promise<void> {
  const columns = await readJournalColumns(client, environment)
  if (columns.length === 0 || columns.includes('seq')) return
  await inTransaction(client, async () => {
    for (const sql of [shortLocksSql, ...upgradeJournalSql(environment.schema, columns)]) await client.query(sql)
  }).catch(() => {})
}

function shortened(log: string | null | undefined): string | null {
  if (log === null || log === undefined || log.length <= longestLog) return log ?? null
  const half = longestLog / 2
  return `${log.slice(0, half)}\n[${log.length - longestLog} characters left out]\n${log.slice(-half)}`
}

/** The event as a row of its own making, for a journal that could not be written. */
function ownRow({ kind, runId, actor, backupId, version, description, ms, problem, planFingerprint = null, reason, before, after, details, log }: JournalEvent, at: Date): JournalRow {
  return {
    id: '0', runId, kind, outcome: problem === null ? 'done' : 'failed', at, endedAt: at, dbUser: actor.user, actor: actor.user, host: actor.host, reason: reason || null, version,
    script: null, description, rank: null, checksum: null, statements: null, planFingerprint, backupId, ms, problem, format: journalFormat,
    before: before ?? null, after: after ?? null, details: details ? { ...details } : null, log: shortened(log),
  }
}
