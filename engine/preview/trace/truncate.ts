import type pg from 'pg'
import type { StatementTarget } from '#shared/sql/targets.ts'
import { oidOf } from './oid-of.ts'
import { isTree, parseStatement } from './parse.ts'
import { toRelation } from './relation.ts'
import { countRowsSql, truncatedSql, type TruncatedRow } from './truncate.sql.ts'
import type { Truncated } from './traced-statement.ts'
import { truncatedBy } from './written-names.ts'

/** Larger ones are not read to be counted. */
const mostBytes = 256 * 1024 * 1024

/** Counts the rows that a TRUNCATE is about to take; empty for any other statement. In a savepoint: a role that may not read them may still truncate. */
export async function rowsToTruncate(client: pg.Client, text: string, command: string): Promise<Truncated[]> {
  if (command !== 'TRUNCATE') return []
  await client.query('SAVEPOINT strata_count')
  const counted = await countRows(client, text).catch(() => undefined)
  if (!counted) await client.query('ROLLBACK TO SAVEPOINT strata_count')
  await client.query('RELEASE SAVEPOINT strata_count')
  return counted ?? []
}

async function countRows(client: pg.Client, text: string): Promise<Truncated[]> {
  const statement = (await parseStatement(text))?.['TruncateStmt']
  if (!isTree(statement)) return []
  const oids = await oidsOf(client, truncatedBy(statement))
  const { rows } = await client.query<TruncatedRow>(truncatedSql, [oids, statement['behavior'] === 'DROP_CASCADE'])
  const found: Truncated[] = []
  for (const row of rows) found.push({ relation: toRelation({ ...row, file: null, table: null }), rows: await rowsOf(client, row) })
  return found
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
