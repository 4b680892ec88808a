import { AppError } from '#shared/contract/app-error.ts'
import { proofSchema } from '#shared/contract/preview.ts'
import type { KeptProof, ProofStore } from '../preview/prove/proof-store.ts'
import type { Database } from './open-store.ts'
import { proofStatements as sql } from './proofs.sql.ts'

export class ProofsTable implements ProofStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Throws `store_unusable`. */
  keep(envId: string, { proof, after }: KeptProof): void {
    const { script, checksum, undoChecksum, fingerprint, at } = proof
    try {
      this.#database.prepare(sql.insert).run({ envId, script, checksum, undoChecksum, fingerprint, after, at, proof: JSON.stringify(proof) })
    } catch (thrown) {
      throw new AppError('store_unusable', { problem: thrown instanceof Error ? thrown.message : String(thrown) }, { state: 'The proof was not kept.', cause: thrown })
    }
  }

  /** What an older version wrote and this one cannot read is left out: it can be proved again. */
  list(envId: string): KeptProof[] {
    const rows = this.#database.prepare<[string], { after: string | null; proof: string }>(sql.list).all(envId)
    return rows.flatMap(({ after, proof }) => {
      const read = proofSchema.safeParse(JSON.parse(proof))
      return read.success ? [{ after, proof: read.data }] : []
    })
  }
}
