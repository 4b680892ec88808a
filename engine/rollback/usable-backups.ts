import type { Environment } from '#shared/contract/environments.ts'
import type { StoredBackup } from '../backups/manifests.ts'
import { stateAfter, type AppliedState } from './applied-state.ts'
import { rankAfter, rankAt, type Past } from './past.ts'

/** A backup that the whole database can be restored from, with what was applied when it was made. */
export interface UsableBackup {
  stored: StoredBackup
  at: Date
  rank: number
  state: AppliedState
}

/** Those of this environment's database that are whole and did not fail their rehearsal, the newest first. */
export function usableBackups(environment: Environment, backups: readonly StoredBackup[], past: Past): UsableBackup[] {
  return backups.filter((stored) => isOf(environment, stored) && isWhole(stored)).flatMap((stored) => {
    const at = new Date(stored.manifest.createdAt)
    const told = past.journal.find(({ kind, backupId }) => kind === 'backup' && backupId === stored.manifest.id)
    const rank = told ? rankAfter(past, told) : rankAt(past, at)
    const state = stateAfter(past.situation.history, rank)
    // Of another story: the database was replaced in between, and its history does not know that backup's state.
    return state.highest === stored.manifest.migrationVersion ? [{ stored, at: told?.at ?? at, rank, state }] : []
  }).toSorted((a, b) => b.at.getTime() - a.at.getTime())
}

function isOf({ id, name, connection }: Environment, { manifest }: StoredBackup): boolean {
  return (manifest.envId === undefined ? manifest.env === name : manifest.envId === id) && manifest.database === connection.database
}

function isWhole({ backup, manifest: { scope } }: StoredBackup): boolean {
  const everything = scope === undefined || (scope.content === 'all' && scope.schemas.length === 0 && scope.tables.length === 0)
  return everything && backup.condition === 'ok' && backup.rehearsal?.outcome !== 'failed' && backup.lastRestore?.outcome !== 'failed'
}

export function verifiedOf({ backup: { rehearsal, lastRestore } }: StoredBackup): 'verified' | 'differs' | 'never' {
  const outcome = rehearsal?.outcome ?? lastRestore?.outcome
  return outcome === 'verified' || outcome === 'differs' ? outcome : 'never'
}
