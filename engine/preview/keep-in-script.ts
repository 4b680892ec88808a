import type { Environment } from '#shared/contract/environments.ts'
import type { KeepWay } from '#shared/contract/preview.ts'
import { keepData } from '#shared/keep/keep.ts'
import { lintFile } from '#shared/lint/lint-file.ts'
import { parseMigrationName } from '#shared/migrations/names.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { CurrentSchemas } from '../schema/current-schema.ts'
import { ownSchema } from './known-schema.ts'
import type { Previews } from './previews.ts'

interface Keeping {
  script: string
  text: string
  undo: string | null
  statement: number
  way: KeepWay
}

interface Known {
  previews: Previews
  current: CurrentSchemas
}

/** Writes into a script and its undo what becomes of the data that a statement destroys, by the schema that the script finds: as its last preview saw it, or as it is now. Nothing is saved. */
export async function keepInScript(environment: Environment, { script, text, ...request }: Keeping, known: Known): Promise<{ text: string; undo: string | null; notes: string[] }> {
  const before = await schemaBefore(environment, script, known)
  const version = parseMigrationName(script)?.version ?? null
  return keepData({ ...request, file: await lintFile(script, text), version, before, schema: environment.schema })
}

async function schemaBefore(environment: Environment, script: string, { previews, current }: Known): Promise<Snapshot> {
  const seen = previews.newest(environment.id, script)?.steps.get(script)?.before
  return seen ?? ownSchema((await current.get(environment)).snapshot, environment)
}
