import { kinds } from '#shared/kinds/index.ts'
import { connect } from '../postgres/connect.ts'
import { readSnapshot } from '../schema/read-snapshot.ts'
import { fingerprintOf } from '../schema/take-snapshot.ts'
import type { BackupRun } from './backup-run.ts'
import { isWhole } from './scope.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Fingerprint of the schema that is dumped, read within the same snapshot by a session of its own; undefined for a backup of parts, and
 * where the schema cannot be read, which is no reason to make no backup. Never throws.
 */
export async function schemaFingerprint({ engine, environment, signal, log }: BackupRun, { name, scope }: Snapshot): Promise<string | undefined> {
  if (!isWhole(scope) || scope.content === 'data') return undefined
  try {
    const open = (abort?: AbortSignal) => connect(engine, environment, { purpose: 'backup', ...(abort && { signal: abort }) })
    return fingerprintOf(await readSnapshot(open, kinds, { signal, within: name, sessions: 1 }))
  } catch (thrown) {
    if (!signal.aborted) log('info', `The schema's fingerprint could not be taken: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
    return undefined
  }
}
