import { proofSchema } from '#shared/contract/preview.ts'
import type { KeptProof, ProofStore } from '../preview/prove/proof-store.ts'
import type { StoreDatabase } from './store-database.ts'
import { writing } from './store-trouble.ts'
import { proofStatements as sql } from './proofs.sql.ts'

export class ProofsTable implements ProofStore {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  /** Throws `store_unusable`. */
  async keep(envId: string, { proof, after }: KeptProof): Promise<void> {
    const { script, checksum, undoChecksum, fingerprint, at } = proof
    const work = this.#database.transaction(async (database) => {
      await database.run(sql.forget, { envId, script })
      await database.run(sql.insert, { envId, script, checksum, undoChecksum, fingerprint, after, at, proof: JSON.stringify(proof) })
    })
    await writing(work, 'The proof was not kept.')
  }

  /** What an older version wrote and this one cannot read is left out: it can be proved again. */
  async list(envId: string): Promise<KeptProof[]> {
    const rows = await this.#database.all<{ after: string | null; proof: string }>(sql.list, { envId })
    return rows.flatMap(({ after, proof }) => {
      const read = proofSchema.safeParse(JSON.parse(proof))
      return read.success ? [{ after, proof: read.data }] : []
    })
  }
}
