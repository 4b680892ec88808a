import type pg from 'pg'
import type { StatementTarget } from '#shared/sql/targets.ts'
import type { Change } from './ledger.ts'
import { oidOf } from './oid-of.ts'
import { isTree, parseStatement } from './parse.ts'
import { toRelation } from './relation.ts'
import { countRowsSql, emptiedSql, truncatedSql, type TruncatedRow } from './truncate.sql.ts'
import type { Truncated } from './traced-statement.ts'
import { truncatedBy } from './written-names.ts'

/** Larger ones are not read to be counted. */
const mostBytes = 256 * 1024 * 1024

/** Counts the rows that a TRUNCATE is about to take; empty for any other statement. */
export async function rowsToTruncate(client: pg.Client, text: string, command: string): Promise<Truncated[]> {
  if (command !== 'TRUNCATE') return []
  const statement = (await parseStatement(text))?.['TruncateStmt']
  if (!isTree(statement)) return []
  const oids = await oidsOf(client, truncatedBy(statement))
  const { rows } = await client.query<TruncatedRow>(truncatedSql, [oids, statement['behavior'] === 'DROP_CASCADE'])
  const found: Truncated[] = []
  for (const row of rows) found.push({ relation: toRelation({ ...row, file: null, table: null }), rows: await countSafely(client, row) })
  return found
}

/** In a savepoint: a role that may not read a table may still empty it. */
async function countSafely(client: pg.Client, row: TruncatedRow): Promise<number> {
  await client.query('SAVEPOINT strata_count')
  const rows = await rowsOf(client, row).catch(() => undefined)
  if (rows === undefined) await client.query('ROLLBACK TO SAVEPOINT strata_count')
  await client.query('RELEASE SAVEPOINT strata_count')
  return rows ?? Math.max(0, row.estimate)
}

/** Statements that do what they do in functions and triggers. */
const hiding = new Set(['DO', 'CALL', 'SELECT', 'EXECUTE', 'INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/**
 * Tables that a TRUNCATE in a function has emptied: they have another file, which is empty, and were not read, as they are for being
 * rewritten. Of a table that was empty before, a DO block's own words tell. The rows are those that the statistics knew.
 */
export async function hiddenTruncates(client: pg.Client, text: string, command: string, { newFiles, touched }: Change): Promise<Truncated[]> {
  if (!hiding.has(command)) return []
  const unread = newFiles.filter(({ oid, kind }) => kind === 'table' && !touched.some(({ relation, read }) => relation.oid === oid && read > 0))
  if (unread.length === 0 || (/\balter\b/i.test(text) && !/\btruncate\b/i.test(text))) return []
  const { rows } = await client.query<{ oid: string; rows: number }>(emptiedSql, [unread.map(({ oid }) => oid)])
  return rows.flatMap(({ oid, rows: known }) => unread.flatMap((relation) => (relation.oid === oid ? [{ relation, rows: Math.max(known, relation.estimate, 0) }] : [])))
}

async function oidsOf(client: pg.Client, names: readonly StatementTarget[]): Promise<string[]> {
  const oids: string[] = []
  for (const name of names) {
    const oid = await oidOf(client, name)
    if (oid !== undefined) oids.push(oid)
  }
  return oids
}

async function rowsOf(client: pg.Client, { schema, name, estimate, bytes }: TruncatedRow): Promise<number> {
  if (bytes === 0) return 0
  if (bytes > mostBytes && estimate >= 0) return estimate
  return (await client.query<{ rows: number }>(countRowsSql(schema, name))).rows[0]?.rows ?? 0
}
