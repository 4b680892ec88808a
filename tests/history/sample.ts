import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseMigrationName } from '#shared/migrations/names.ts'
import { compareVersions } from '#shared/migrations/version.ts'
import type { ScriptPair } from './prove-history.ts'

/** The migrations of a folder with their undos, in the order in which they are applied: repeatable ones last. */
export function readMigrations(folder: string): ScriptPair[] {
  const scripts = readdirSync(folder)
  const read = (script: string) => readFileSync(join(folder, script), 'utf8')
  const pairs = scripts.flatMap((script): ScriptPair[] => {
    const name = parseMigrationName(script)
    if (!name || name.kind === 'undo') return []
    const undoScript = name.version === null ? null : (scripts.find((other) => other === script.replace(/^V/, 'U')) ?? null)
    return [{ script, version: name.version, up: read(script), undo: undoScript === null ? null : read(undoScript), undoScript }]
  })
  return pairs.toSorted((one, other) => (one.version === null || other.version === null ? Number(one.version === null) - Number(other.version === null) : compareVersions(one.version, other.version)))
}
