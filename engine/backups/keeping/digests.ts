import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { z } from 'zod'
import type { Manifest, RestoreResult } from '#shared/contract/backups.ts'
import type { Progress } from '#shared/contract/jobs.ts'
import type { BackupRun } from '../backup-run.ts'
import { contentsFile } from '../beside.ts'
import { beginSnapshotSql } from '../catalog.sql.ts'
import { writeAtomically } from '../files.ts'
import type { Scope } from '../scope.ts'
import { digestSql, keysSql, ownTextSql, sameTextSql } from './digests.sql.ts'

const digestsSchema = z.object({
  depth: z.enum(['sample', 'all']),
  tables: z.array(z.object({
    schema: z.string(), name: z.string(),
    /** Columns whose hash chooses the sample; null: all rows were taken. */
    sampleKey: z.array(z.string()).nullable(),
    rows: z.number(), digest: z.string(),
  })),
})
/** What the contents of the tables were when a backup was made; lies beside its manifest. */
export type Digests = z.infer<typeof digestsSchema>

/** Tables with fewer rows are taken whole. */
const sampleFrom = 10_000

interface Telling {
  progress(progress: Progress): void
}

/** Digests for a backup that is being made, where its environment rehearses by itself; the session has the snapshot that is dumped. */
export async function contentsOf({ session, environment }: Pick<BackupRun, 'session' | 'environment'>, { content }: Scope, tables: Manifest['tables']): Promise<Digests | undefined> {
  const { rehearse, rehearseSchedule } = environment.backups
  return content !== 'schema' && (rehearse || rehearseSchedule) ? takeDigests(session, tables, 'sample') : undefined
}

/** Reads the digests in the session whose open transaction has the snapshot that is dumped. `tables` with their counted rows. */
export async function takeDigests(client: pg.Client, tables: Manifest['tables'], depth: Digests['depth']): Promise<Digests> {
  const keys = await readKeys(client, tables)
  const chosen = tables.map((table) => ({ schema: table.schema, name: table.name, sampleKey: depth === 'sample' && table.rows >= sampleFrom ? (keys.get(label(table)) ?? []) : null }))
  const digested: Digests['tables'] = []
  await client.query(sameTextSql)
  for (const table of chosen) digested.push({ ...table, ...(await digestOf(client, table)) })
  await client.query(ownTextSql)
  return { depth, tables: digested }
}

async function readKeys(client: pg.Client, tables: readonly { schema: string; name: string }[]): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ schema: string; name: string; key: string[] }>(keysSql, [tables.map(({ schema }) => schema), tables.map(({ name }) => name)])
  return new Map(rows.map((row) => [label(row), row.key]))
}

async function digestOf(client: pg.Client, table: Omit<Digests['tables'][number], 'rows' | 'digest'>): Promise<{ rows: number; digest: string }> {
  const [row] = (await client.query<{ rows: number; digest: string }>(digestSql(table, table.sampleKey))).rows
  return { rows: row?.rows ?? 0, digest: row?.digest ?? '0' }
}

/** Reads the same of a restored database and says where it differs. Opens a transaction of its own. */
export async function compareDigests(client: pg.Client, expected: Digests, { progress }: Telling): Promise<RestoreResult['differences']> {
  const differences: RestoreResult['differences'] = []
  await client.query(beginSnapshotSql)
  await client.query(sameTextSql)
  for (const [index, table] of expected.tables.entries()) {
    progress({ label: `Comparing the contents of ${label(table)}`, done: index, total: expected.tables.length, unit: 'tables' })
    const found = await compareTable(client, table)
    if (found !== undefined) differences.push({ subject: `Contents of ${label(table)}`, expected: 'the rows that were backed up', found })
  }
  await client.query('ROLLBACK')
  return differences
}

/** Undefined where the contents are the same. A table that is not there is told by the counts. */
async function compareTable(client: pg.Client, table: Digests['tables'][number]): Promise<string | undefined> {
  await client.query('SAVEPOINT strata_digest')
  try {
    const { rows, digest } = await digestOf(client, table)
    if (digest === table.digest && rows === table.rows) return undefined
    return rows === table.rows ? 'as many rows with other values' : `${rows} rows in place of ${table.rows}${table.sampleKey ? ' in the sample' : ''}`
  } catch (thrown) {
    if (!(thrown instanceof pg.DatabaseError) || !['42P01', '42703', '42501'].includes(thrown.code ?? '')) throw thrown
    await client.query('ROLLBACK TO SAVEPOINT strata_digest')
    return thrown.code === '42P01' ? undefined : `could not be read: ${thrown.message}`
  }
}

export async function writeDigests(manifest: Pick<Manifest, 'file' | 'id'>, digests: Digests): Promise<void> {
  await writeAtomically(contentsFile(manifest), `${JSON.stringify(digests)}\n`)
}

/** Undefined where the backup carries none, or none that can be read. */
export async function readDigests(manifest: Pick<Manifest, 'file' | 'id'>): Promise<Digests | undefined> {
  try {
    return digestsSchema.parse(JSON.parse(await readFile(contentsFile(manifest), 'utf8')))
  } catch {
    return undefined
  }
}

function label({ schema, name }: { schema: string; name: string }): string {
  return `${schema}.${name}`
}
