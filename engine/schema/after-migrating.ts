import { toAppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { RunResult } from '#shared/contract/migrations.ts'
import type { Engine } from '../engine.ts'
import { writeJournal } from '../history/journal.ts'
import { sealSoon } from '../history/journal-event.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { withSession } from '../migrations/locked-session.ts'
import { schemaFingerprint } from '../preview/shadow/compare-base.ts'
import { basisOf } from '../timeline/drift/reference.ts'
import { readPresent } from '../timeline/read-story.ts'
import { changeMarkSql } from './change-mark.sql.ts'
import { MemorySnapshots } from './snapshot-store.ts'
import { takeSnapshot } from './take-snapshot.ts'

/** A run has done its work: nobody should wait much longer for what comes after it. */
const mostMs = 20_000

/**
 * Keeps the schema as a run has left it, here and as a fingerprint in the journal, so that drift can be told from it. Whatever goes
 * wrong here is said in the log and changes nothing for the run. Not where snapshots are forgotten with the process.
 */
export async function keepAfterMigrating(engine: Engine, environment: Environment, { runId, migrations }: Pick<RunResult, 'runId' | 'migrations'>, { signal, progress, log }: JobContext): Promise<void> {
  if (migrations.length === 0 || signal.aborted || engine.snapshots instanceof MemorySnapshots) return
  const limit = AbortSignal.any([signal, AbortSignal.timeout(mostMs)])
  try {
    progress({ label: 'Reading the schema as it is now' })
    const id = await keepSchema(engine, environment, runId, limit)
    log('info', `Snapshot ${id} of the schema was kept: drift can be told from it.`)
  } catch (thrown) {
    const why = limit.aborted ? 'it took too long' : toAppError(thrown).message
    log('warning', `The migrations are done, but no snapshot of the schema was kept: ${why}`)
  }
}

/** The mark is asked for first: what changes while the schema is read changes it again. */
async function keepSchema(engine: Engine, environment: Environment, runId: string, signal: AbortSignal): Promise<string> {
  return withSession(engine, environment, async (client) => {
    const mark = (await client.query<{ mark: string }>(changeMarkSql)).rows[0]?.mark ?? ''
    const { info, snapshot } = await takeSnapshot(engine, environment, { trigger: 'after_migrating', signal })
    const fingerprint = schemaFingerprint(snapshot, environment)
    const run = { runId, actor: engine.actor, reason: null, planFingerprint: null, backupId: null }
    const details = { snapshotId: info.id, snapshotFingerprint: info.fingerprint, mark }
    await writeJournal(client, environment, run, { kind: 'schema', outcome: 'done', version: info.migrationVersion, script: null, description: 'Schema after the run', rank: null, checksum: null, statements: null, ms: null, problem: null, sql: null, after: fingerprint, details })
    await sealSoon(client, environment)
    const basis = basisOf(await readPresent(engine, client, environment))
    await engine.mirror.setKnown(environment, { basis, fingerprint, snapshotId: info.id, mark, seen: fingerprint, goodAt: info.takenAt })
    return info.id
  })
}
