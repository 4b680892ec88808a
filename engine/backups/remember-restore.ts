import { randomUUID } from 'node:crypto'
import { toAppError } from '#shared/contract/app-error.ts'
import type { RestoreResult } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { writeEventTo } from '../history/journal-event.ts'
import { addFindings, type Findings, type StoredBackup } from './manifests.ts'
import { restoreBackup } from './restore-backup.ts'
import type { RestoreOptions } from './restore-run.ts'

/** Restores, and remembers beside the manifest and in the journal how it went. */
export async function restoreAndRemember(engine: Engine, stored: StoredBackup, environment: Environment, options: RestoreOptions & { reason: string }): Promise<RestoreResult> {
  const started = Date.now()
  const { manifest } = stored
  const remember = (outcome: Ending['outcome'], problem: string | null) =>
    rememberOutcome(engine, stored, environment, { ...options, outcome, problem, started, description: `Restore of ${manifest.id} into ${options.into}: ${words[outcome]}` })
  try {
    const result = await restoreBackup(engine, stored, environment, options)
    await remember(result.outcome, null)
    return result
  } catch (thrown) {
    const { code, message } = toAppError(thrown)
    if (code === 'restore_failed' || code === 'backup_damaged') await remember('failed', message)
    throw thrown
  }
}

export interface Ending extends Pick<RestoreOptions, 'into' | 'log'> {
  reason: string
  outcome: Findings['restores'][number]['outcome']
  problem: string | null
  /** Milliseconds of the epoch. */
  started: number
  description: string
}

const words = { verified: 'verified', differs: 'restored, but it differs', failed: 'failed' } as const

/** Beside the manifest, and in the journal of the environment's database. */
export async function rememberOutcome(engine: Engine, stored: StoredBackup, environment: Environment, { into, reason, log, outcome, problem, started, description }: Ending): Promise<void> {
  const { manifest } = stored
  const id = randomUUID()
  const ms = Date.now() - started
  const at = new Date().toISOString()
  const restore = { id, at, env: environment.name, database: into, outcome, by: `${engine.actor.user}@${engine.actor.host}`, reason, ms, problem }
  await addFindings(stored, (findings) => ({ ...findings, lastRestore: { at, outcome, database: into }, restores: [...findings.restores, restore] })).catch((error: unknown) =>
    log('warning', `The outcome could not be written beside the backup: ${error instanceof Error ? error.message : String(error)}`),
  )
  await writeEventTo(engine, environment, { kind: 'restore', runId: id, actor: engine.actor, reason, backupId: manifest.id, version: manifest.migrationVersion, description, ms, problem }, log)
}
