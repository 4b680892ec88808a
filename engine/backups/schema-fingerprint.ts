import { kinds } from '#shared/kinds/index.ts'
import type { Snapshot as SchemaSnapshot } from '#shared/schema/snapshot.ts'
import { connect } from '../postgres/connect.ts'
import { readSnapshot } from '../schema/read-snapshot.ts'
import type { BackupRun } from './backup-run.ts'
import { isWhole } from './scope.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * The schema that is dumped, read within the same snapshot by a session of its own; undefined for a backup of parts, and
 * where the schema cannot be read, which is no reason to make no backup. Never throws.
 */
export async function dumpedSchema({ engine, environment, signal, log }: BackupRun, { name, scope }: Snapshot): Promise<SchemaSnapshot | undefined> {
  if (!isWhole(scope) || scope.content === 'data') return undefined
  try {
    const open = (abort?: AbortSignal) => connect(engine, environment, { purpose: 'backup', ...(abort && { signal: abort }) })
    return await readSnapshot(open, kinds, { signal, within: name, sessions: 1 })
  } catch (thrown) {
    if (!signal.aborted) log('info', `The schema could not be read, so the backup has no fingerprint of it: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
    return undefined
  }
}
