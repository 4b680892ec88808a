import { AppError } from '#shared/contract/app-error.ts'
import type { RetainedBackup } from '#shared/contract/backups-keeping.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import { belongsTo } from '../backup-environment.ts'
import { deleteBackup, listBackups, type StoredBackup } from '../manifests.ts'
import { judgeAll, toRetained, type Judged } from './retention.ts'

export interface PruneOptions {
  dryRun?: boolean
  /** Nothing but these, although the rules may let go of more by now. */
  only?: readonly string[] | undefined
}

/** Deletes what the rules of an environment no longer keep, the oldest first; gives what was deleted, or of a dry run what would be. */
export async function prune(engine: Engine, environment: Environment, { dryRun = false, only }: PruneOptions = {}): Promise<RetainedBackup[]> {
  const stored = (await listBackups(engine)).filter(({ manifest }) => belongsTo(manifest, environment))
  const going = (await judgeAll(engine, stored)).filter(({ stored: { manifest }, verdict }) => verdict.deleted && (only === undefined || only.includes(manifest.id)))
  if (!dryRun) for (const { stored: one } of going.toReversed()) await deleteBackup(one)
  return going.map(toRetained)
}

/** Throws `deletion_refused` for a backup that somebody keeps, or that something needs, or that alone of its environment was verified. */
export async function refuseDeletion(engine: Engine, { manifest }: StoredBackup): Promise<void> {
  const known = engine.environments.list().find((environment) => belongsTo(manifest, environment))
  const stored = (await listBackups(engine)).filter((one) => (known ? belongsTo(one.manifest, known) : one.manifest.id === manifest.id))
  const judged = (await judgeAll(engine, stored)).find((one) => one.stored.manifest.id === manifest.id)
  const refusal = judged && refusalOf(judged, known)
  if (refusal) throw new AppError('deletion_refused', { backup: manifest.id, problem: refusal.problem }, { help: refusal.help, state: 'Nothing was deleted.' })
}

function refusalOf({ verdict: { reasons }, neededBy }: Judged, known: Environment | undefined): { problem: string; help: string } | undefined {
  if (reasons.includes('kept')) return { problem: 'it is kept for ever.', help: 'Say first that it is no longer kept.' }
  if (reasons.includes('needed')) return { problem: `it is needed by ${neededBy.join(' and by ')}.`, help: 'It can be deleted once that is gone.' }
  if (known && reasons.includes('last_verified')) return { problem: `of the backups of ${known.name} it is the last one that was verified.`, help: 'Verify another backup first.' }
  return undefined
}
