import type { Environment } from '#shared/contract/environments.ts'
import type { KeepWay } from '#shared/contract/preview.ts'
import { findDestructions, keepData } from '#shared/keep/keep.ts'
import { lintFile } from '#shared/lint/lint-file.ts'
import type { LintFile } from '#shared/lint/rule.ts'
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
  const file = await lintFile(script, text)
  const undo = request.undo === null && request.way !== 'discard' && file.statements.length > 1 ? generatedUndo(environment, file, before, request.statement, known) : request.undo
  return keepData({ ...request, undo, file, version, before, schema: environment.schema })
}

/** The undo that the last preview planned for all statements of the script; of what it says to lose, what is kept from now on goes. */
function generatedUndo(environment: Environment, file: LintFile, before: Snapshot, statement: number, { previews }: Known): string | null {
  const planned = previews.newest(environment.id, file.script)?.preview.migrations.find(({ script }) => script === file.script)?.undo
  if (planned?.source !== 'generated' || planned.sql === null) return null
  const kept = findDestructions(file, before, environment.schema).filter((one) => one.statement === statement).map(({ relation }) => relation)
  return planned.sql.replaceAll(/^-- Loses: .*\r?\n/gm, (line) => (kept.some((relation) => line.includes(relation)) ? '' : line))
}

async function schemaBefore(environment: Environment, script: string, { previews, current }: Known): Promise<Snapshot> {
  const seen = previews.newest(environment.id, script)?.steps.get(script)?.before
  return seen ?? ownSchema((await current.get(environment)).snapshot, environment)
}
