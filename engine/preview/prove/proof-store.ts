import type { Proof } from '#shared/contract/preview.ts'

/** A proof with what it is kept for: whether it still holds. */
export interface KeptProof {
  proof: Proof
  /** Fingerprint of the schema after the migration; null: it failed. */
  after: string | null
}

/** Keeps proofs, of each script of an environment the newest; they go with the environment. */
export interface ProofStore {
  keep(envId: string, kept: KeptProof): void
  /** The newest first. */
  list(envId: string): KeptProof[]
}

/** For a run without a store. */
export class MemoryProofs implements ProofStore {
  readonly #kept = new Map<string, Map<string, KeptProof>>()

  keep(envId: string, kept: KeptProof): void {
    const proofs = this.#kept.get(envId) ?? new Map<string, KeptProof>()
    proofs.delete(kept.proof.script)
    this.#kept.set(envId, proofs.set(kept.proof.script, kept))
  }

  list(envId: string): KeptProof[] {
    return [...(this.#kept.get(envId)?.values() ?? [])].toReversed()
  }
}
