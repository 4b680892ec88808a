import pg from 'pg'
import type { Environment } from '#shared/contract/environments.ts'
import type { Destruction } from '#shared/contract/preview.ts'
import type { RollbackLoss } from '#shared/contract/rollback.ts'
import { findDestructions } from '#shared/keep/keep.ts'
import { lintFile } from '#shared/lint/lint-file.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { quoteIdentifier } from '#shared/sql/quote.ts'
import { countingSql, countValuesSql, relationSql } from './losses.sql.ts'

interface Text {
  script: string
  text: string
}

/** One table may keep nobody waiting: then the planner's number is taken. */
const patienceMs = 3_000

/** What scripts would drop of what is there now, counted where that is quick. `schema`: the facts that are there now. */
export async function droppedData(client: pg.Client, { schema }: Pick<Environment, 'schema'>, scripts: readonly Text[], now: Snapshot): Promise<RollbackLoss[]> {
  const losses: RollbackLoss[] = []
  await client.query(countingSql, [`${patienceMs}ms`])
  for (const { script, text } of scripts) {
    for (const destruction of findDestructions(await lintFile(script, text), now, schema)) {
      const loss = await measure(client, script, destruction)
      if (loss && !losses.some((one) => covers(one, loss))) losses.push(loss)
    }
  }
  return losses
}

/** What is dropped whole is not told again by its parts. */
function covers(one: RollbackLoss, other: RollbackLoss): boolean {
  return one.relation === other.relation && (one.columns.length === 0 || one.columns.join() === other.columns.join())
}

const whole: ReadonlySet<Destruction['kind']> = new Set(['drop_table', 'truncate'])

async function measure(client: pg.Client, script: string, { kind, relation, columns, chosen }: Destruction): Promise<RollbackLoss | undefined> {
  // What is archived or set aside is not lost.
  if (chosen !== 'discard') return undefined
  const base: RollbackLoss = { relation, columns, kind: 'dropped', rows: null, inserted: null, updated: null, deleted: null, basis: 'unknown', script }
  if (!whole.has(kind) && kind !== 'drop_column') return base
  const found = (await client.query<{ name: string; rows: number }>(relationSql, [relation])).rows[0]
  // Not there now: an earlier step brings it back, and nothing has been written to it since.
  if (!found) return undefined
  const counted = await countOf(client, found.name, kind === 'drop_column' ? columns : [])
  if (counted !== undefined) return counted === 0 ? undefined : { ...base, rows: counted, basis: 'counted' }
  return { ...base, rows: found.rows < 0 ? null : found.rows, basis: found.rows < 0 ? 'unknown' : 'estimated' }
}

/** Undefined: it took too long, or may not be read. */
async function countOf(client: pg.Client, name: string, columns: readonly string[]): Promise<number | undefined> {
  try {
    return (await client.query<{ rows: number }>(countValuesSql(name, columns.map(quoteIdentifier)))).rows[0]?.rows
  } catch (thrown) {
    if (thrown instanceof pg.DatabaseError) return undefined
    throw thrown
  }
}
