import type { Proof } from '#shared/contract/preview.ts'
import { fingerprintOf } from '../../schema/take-snapshot.ts'
import type { KeptProof, ProofStore } from './proof-store.ts'
import type { ProofResult } from './prove-undo.ts'

/** How things are now. */
export interface Now {
  /** Of every file of the migrations folder, undo files too, by script. */
  checksums: ReadonlyMap<string, number>
  /** Of the schema without the tables of the history, see `withoutHistory`; null: not known, and then the schema is not asked for. */
  fingerprint: string | null
}

export async function keepProof(store: ProofStore, envId: string, { proof, after }: ProofResult): Promise<void> {
  await store.keep(envId, { proof, after: after && fingerprintOf(after) })
}

/** The proofs of an environment; stale are those whose file or undo is another one now, or whose schema is not on the way from the one that is there. */
export async function listProofs(store: ProofStore, envId: string, now: Now): Promise<Proof[]> {
  const kept = await store.list(envId)
  const sameFiles = kept.filter(({ proof }) => hasSameFiles(proof, now.checksums))
  const fresh = new Set(now.fingerprint === null ? sameFiles : onTheWay(sameFiles, now.fingerprint))
  return kept.map((one) => ({ ...one.proof, stale: !fresh.has(one) }))
}

/** A generated undo has no file; once there is one, that is what would run. */
function hasSameFiles({ script, checksum, undo, undoScript, undoChecksum }: Proof, checksums: Now['checksums']): boolean {
  if (checksums.get(script) !== checksum) return false
  const found = undoScript === null ? undefined : checksums.get(undoScript)
  return undo === 'file' ? found === undoChecksum : found === undefined
}

/**
 * Proofs that begin or end at the schema that is there, or at one that others of them lead to: of a batch that is not applied yet the second
 * begins where the first ends, and of migrations that are applied the last must be undone before the one before it.
 */
function onTheWay(kept: readonly KeptProof[], fingerprint: string): KeptProof[] {
  const reached = new Set([fingerprint])
  for (let size = 0; size < reached.size;) {
    size = reached.size
    for (const { proof, after } of kept) {
      if (after === null) continue
      if (reached.has(proof.fingerprint)) reached.add(after)
      else if (reached.has(after)) reached.add(proof.fingerprint)
    }
  }
  return kept.filter(({ proof, after }) => reached.has(proof.fingerprint) || (after !== null && reached.has(after)))
}
