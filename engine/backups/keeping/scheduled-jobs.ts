import { hasRetention } from '#shared/backups/retention.ts'
import { isUnsound, trustOf } from '#shared/backups/trust.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { databaseLane } from '../../postgres/lane.ts'
import { belongsTo } from '../backup-environment.ts'
import { createBackup } from '../create-backup.ts'
import { listBackups, type StoredBackup } from '../manifests.ts'
import { refuseOtherClock } from './clock.ts'
import { prune } from './prune.ts'
import { rehearse } from './rehearse.ts'

/** Makes a backup by schedule as a job, and then lets go of those that the rules no longer keep. Gives the job's id. */
export async function startScheduledBackup(engine: Engine, environment: Environment): Promise<string> {
  const request = { operation: 'backups.create', env: environment.name, input: { env: environment.name, trigger: 'scheduled' }, lane: databaseLane(environment) }
  const { jobId } = await engine.jobs.start(request, async (job) => {
    const manifest = await createBackup(engine, environment, { reason: '', trigger: 'scheduled', ...job })
    await pruneAfter(engine, environment, job)
    return manifest
  })
  return jobId
}

/** Rehearses one backup as a job. Gives the job's id. */
export async function startRehearsal(engine: Engine, environment: Environment, stored: StoredBackup): Promise<string> {
  const input = { backup: stored.manifest.id, trigger: 'scheduled' }
  const { jobId } = await engine.jobs.start({ operation: 'backups.verify', env: environment.name, input }, (job) => rehearse(engine, stored, { local: false, depth: 'sample', ...job }))
  return jobId
}

/** Nothing of this makes a backup fail that is there. */
async function pruneAfter(engine: Engine, environment: Environment, { log, signal }: JobContext): Promise<void> {
  if (!hasRetention(environment.backups.retention)) return
  try {
    await refuseOtherClock(engine, environment, signal)
    for (const { id, bytes } of await prune(engine, environment)) log('info', `Deleted backup ${id} (${Math.ceil(bytes / 1_000_000)} MB), which the rules no longer keep`)
  } catch (thrown) {
    log('warning', `Old backups were not deleted: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  }
}

/** Backups of an environment that a rehearsal makes sense of, the newest first. */
async function soundBackups(engine: Engine, environment: Environment): Promise<StoredBackup[]> {
  return (await listBackups(engine)).filter(({ manifest, backup }) => belongsTo(manifest, environment) && manifest.scope?.content !== 'data' && !isUnsound(trustOf(backup).trust))
}

/** The newest backup that was never rehearsed, else the newest of all; undefined where there is none. */
export async function backupToRehearse(engine: Engine, environment: Environment): Promise<StoredBackup | undefined> {
  const sound = await soundBackups(engine, environment)
  return sound.find(({ backup }) => backup.rehearsal === null) ?? sound[0]
}

/** Long enough for a studio that is off over the holidays. */
const freshMs = 14 * 24 * 3600 * 1000

/** Backups made since a moment that the rule "rehearse each backup" still waits for, the oldest first. */
export async function backupsWaiting(engine: Engine, environment: Environment, since: string): Promise<StoredBackup[]> {
  const oldest = new Date(Date.now() - freshMs).toISOString()
  const waiting = (await soundBackups(engine, environment)).filter(({ manifest, backup }) => backup.rehearsal === null && manifest.createdAt >= since && manifest.createdAt >= oldest)
  return waiting.toReversed()
}
