import pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { writeJournal } from '../history/journal.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { connect } from '../postgres/connect.ts'

export interface BackupEvent {
  kind: 'backup' | 'restore'
  runId: string
  actor: Engine['actor']
  reason: string
  backupId: string
  version: string | null
  description: string
  ms: number
  problem: string | null
}

/** Tells the journal beside the history, so that every desktop sees it. Where there is no journal, or none that may be written to, the files beside the archive tell it here. */
export async function writeBackupEvent(client: pg.Client, environment: Environment, event: BackupEvent, log: JobContext['log']): Promise<void> {
  const { kind, runId, actor, backupId, version, description, ms, problem } = event
  const run = { runId, actor, reason: event.reason || null, planFingerprint: null, backupId }
  try {
    await writeJournal(client, environment, run, { kind, outcome: problem === null ? 'done' : 'failed', version, script: null, description, rank: null, checksum: null, statements: null, ms, problem, sql: null })
  } catch (thrown) {
    if (!(thrown instanceof pg.DatabaseError) || thrown.code !== '42P01') log('info', `Not written to the journal of the database: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  }
}

/** As above from a session of its own; an environment that cannot be reached is no failure. */
export async function writeBackupEventTo(engine: Engine, environment: Environment, event: BackupEvent, log: JobContext['log']): Promise<void> {
  try {
    const client = await connect(engine, environment, { purpose: 'journal', signal: AbortSignal.timeout(10_000) })
    await writeBackupEvent(client, environment, event, log).finally(() => client.end())
  } catch (thrown) {
    log('info', `Not written to the journal of the database: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  }
}
