import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findClientTools, fittingClient } from '#engine/backups/client-tools.ts'

const run = promisify(execFile)
let folder: Promise<string | undefined> | undefined

function pgDump(major: number): Promise<string | undefined> {
  folder ??= findClientTools().then((tools) => fittingClient(tools, major)?.client.folder)
  return folder
}

/**
 * What pg_dump says of a database's schema, as statements in an order of their own: pg_dump's own order follows oids where
 * several are right, and the order of columns cannot be changed by ALTER TABLE. Undefined: no pg_dump fits this server.
 */
export async function dumpSchema(url: string, major: number): Promise<string[] | undefined> {
  const found = await pgDump(major)
  if (found === undefined) return undefined
  const { stdout } = await run(join(found, 'pg_dump'), ['--schema-only', '--no-sync', '--dbname', url], { maxBuffer: 1 << 28 })
  return normalise(stdout)
}

/** Blocks between pg_dump's comment headers; the lines of a CREATE TABLE and of a composite type are sorted. */
export function normalise(dump: string): string[] {
  const blocks = dump.split(/^--\n-- (?:Name|TOC entry|PostgreSQL database).*\n--\n/m).slice(1)
  return blocks
    .map((block) => block.replace(/^\\(un)?restrict .*$/gm, '').replace(/^SET .*;$/gm, '').replace(/^SELECT pg_catalog\.set_config.*$/gm, '').trim())
    .filter(Boolean)
    .map(sortColumns)
    .map(sortOptions)
    .toSorted()
}

function sortColumns(block: string): string {
  return block.replace(/^(CREATE (?:UNLOGGED |FOREIGN )?TABLE [^\n]*\(\n)([\s\S]*?)(^\))/gm, (_, head: string, body: string, tail: string) => {
    const lines = body.trimEnd().split(/,\n/).map((line) => line.trim())
    return `${head}${lines.toSorted().join('\n')}\n${tail}`
  })
}

/** Storage parameters stand in the order in which they were set. */
function sortOptions(block: string): string {
  return block.replace(/(\bWITH \()((?:[\w.]+='[^']*'(?:, )?)+)(\))/g, (_, head: string, options: string, tail: string) => head + options.split(', ').toSorted().join(', ') + tail)
}
