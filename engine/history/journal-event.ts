import pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { writeJournal, type EventKind } from './journal.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { connect } from '../postgres/connect.ts'

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

/** Tells the journal beside the history, so that every desktop sees it. Where there is no journal, or none that may be written to, the files beside the archive tell it here. */
export async function writeEvent(client: pg.Client, environment: Environment, event: JournalEvent, log: JobContext['log']): Promise<void> {
  const { kind, runId, actor, backupId, version, description, ms, problem, planFingerprint = null } = event
  const run = { runId, actor, reason: event.reason || null, planFingerprint, backupId }
  try {
    await writeJournal(client, environment, run, { kind, outcome: problem === null ? 'done' : 'failed', version, script: null, description, rank: null, checksum: null, statements: null, ms, problem, sql: null })
  } catch (thrown) {
    if (!(thrown instanceof pg.DatabaseError) || thrown.code !== '42P01') log('info', `Not written to the journal of the database: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  }
}

/** As above from a session of its own; an environment that cannot be reached is no failure. */
export async function writeEventTo(engine: Engine, environment: Environment, event: JournalEvent, log: JobContext['log']): Promise<void> {
  try {
    const client = await connect(engine, environment, { purpose: 'journal', signal: AbortSignal.timeout(10_000) })
    await writeEvent(client, environment, event, log).finally(() => client.end())
  } catch (thrown) {
    log('info', `Not written to the journal of the database: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  }
}
