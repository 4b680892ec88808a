import type { Environment } from '#shared/contract/environments.ts'
import type { Proof } from '#shared/contract/preview.ts'
import type { Engine } from '../engine.ts'
import { readMigrationFolder } from '../migrations/read-folder.ts'
import type { CurrentSchemas } from '../schema/current-schema.ts'
import { fingerprintOf } from '../schema/take-snapshot.ts'
import { ownSchema } from './known-schema.ts'
import { listProofs } from './prove/list-proofs.ts'

/** The proofs of an environment, and whether they still hold for the files and the schema as they are. Where the server does not answer, as it was last seen. */
export async function proofsNow(engine: Engine, environment: Environment, current: CurrentSchemas): Promise<Proof[]> {
  if ((await engine.proofs.list(environment.id)).length === 0) return []
  const { files } = await readMigrationFolder(environment.migrationsFolder)
  const seen = await current.get(environment).catch(() => undefined)
  const fingerprint = seen ? fingerprintOf(ownSchema(seen.snapshot, environment)) : null
  return listProofs(engine.proofs, environment.id, { checksums: new Map(files.map(({ script, checksum }) => [script, checksum])), fingerprint })
}
