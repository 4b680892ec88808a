import type { Proof } from '#shared/contract/preview.ts'

/** A proof with what it is kept for: whether it still holds. */
export interface KeptProof {
  proof: Proof
  /** Fingerprint of the schema after the migration; null: it failed. */
  after: string | null
}

/** Keeps proofs, of each script of an environment the newest; they go with the environment. */
export interface ProofStore {
  keep(envId: string, kept: KeptProof): Promise<void>
  /** The newest first. */
  list(envId: string): Promise<KeptProof[]>
}

/** For a run without a store. */
export class MemoryProofs implements ProofStore {
  readonly #kept = new Map<string, Map<string, KeptProof>>()

  async keep(envId: string, kept: KeptProof): Promise<void> {
    const proofs = this.#kept.get(envId) ?? new Map<string, KeptProof>()
    proofs.delete(kept.proof.script)
    this.#kept.set(envId, proofs.set(kept.proof.script, kept))
  }

  async list(envId: string): Promise<KeptProof[]> {
    return [...(this.#kept.get(envId)?.values() ?? [])].toReversed()
  }
}
