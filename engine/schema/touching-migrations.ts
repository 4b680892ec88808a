import type { ObjectPage } from '#shared/contract/schema.ts'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import type { Fact } from '#shared/schema/fact.ts'
import { compareVersions } from '#shared/migrations/version.ts'
import { splitScript } from '#shared/sql/split.ts'
import { targetsOf, type StatementTarget } from '#shared/sql/targets.ts'
import { readMigrationFolder, readScript } from '../migrations/read-folder.ts'

interface Touch {
  line: number
  statement: string
  targets: readonly StatementTarget[]
}

type Touching = ObjectPage['migrations']

/** Statements of a script with what they touch; a file that has not changed is not taken apart again. */
const scripts = new Map<string, { checksum: number; touches: Promise<Touch[]> }>()
const mostScripts = 20_000
const longestStatement = 4_000

/**
 * Statements of a folder's migrations that touch an object, in the order in which they run. `schema`: where names without one are looked for.
 * `rows`: states by script, where the history is known. Throws `folder_missing`.
 */
export async function touchingMigrations(folder: string, schema: string, fact: Fact, rows: readonly MigrationRow[]): Promise<Touching> {
  const { files, unreadable } = await readMigrationFolder(folder)
  const states = new Map<string, string>(
    rows.flatMap(({ script, state, undoScript }) => [[script, state], ...(undoScript === null ? [] : [[undoScript, 'undo']])] as [string, string][]),
  )
  const order = files.filter(({ script }) => !unreadable.has(script)).toSorted((a, b) => compareFiles(a, b))
  const found: Touching = []
  for (const { script, version, description, checksum, kind } of order) {
    for (const touch of await touchesOf(folder, script, checksum)) {
      if (!touch.targets.some((target) => isTarget(fact, target, schema))) continue
      found.push({
        script,
        version,
        description,
        line: touch.line,
        statement: touch.statement,
        state: states.get(script) ?? (kind === 'undo' ? 'undo' : 'unknown'),
      })
    }
  }
  return found
}

/** Versions in their order, an undo after what it undoes, repeatables last. */
function compareFiles(a: { version: string | null; kind: string; script: string }, b: { version: string | null; kind: string; script: string }): number {
  if (a.version === null || b.version === null) return Number(a.version === null) - Number(b.version === null) || (a.script < b.script ? -1 : 1)
  return compareVersions(a.version, b.version) || Number(a.kind === 'undo') - Number(b.kind === 'undo') || (a.script < b.script ? -1 : 1)
}

function touchesOf(folder: string, script: string, checksum: number): Promise<Touch[]> {
  const key = `${folder}\n${script}`
  const known = scripts.get(key)
  if (known?.checksum === checksum) return known.touches
  if (scripts.size >= mostScripts) scripts.clear()
  const touches = takeApart(readScript(folder, script).text)
  scripts.set(key, { checksum, touches })
  return touches
}

async function takeApart(text: string): Promise<Touch[]> {
  const touches: Touch[] = []
  for (const { text: statement, line } of splitScript(text).statements) {
    const targets = await targetsOf(statement)
    if (targets.length > 0) touches.push({ line, statement: statement.slice(0, longestStatement), targets })
  }
  return touches
}

/** Whether a name in a statement means the object; names are looked for in one schema where they say none. */
function isTarget({ path }: Fact, { schema, name, part }: StatementTarget, usual: string): boolean {
  const [first, second, third] = path
  if (second === undefined) return part === undefined && schema === undefined && name === first
  return (schema ?? usual) === first && name === second && (third === undefined ? true : part === third)
}
