import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { clearSearchPathSql } from './base.sql.ts'
import { carryStatistics, type Carrying } from './carry-schema.ts'
import { shadowNote } from './failures.ts'
import { withShadowSession } from './shadow-session.ts'
import { countsSql, writeCountsSql, type CountRow } from './statistics.sql.ts'

/** Gives the shadow's tables the statistics of the target, without rows: all that the planner has since version 18, before it only how many there are. */
export async function copyStatistics(carrying: Carrying): Promise<Diagnostic[]> {
  const { target, shadow } = carrying
  if (target.major >= 18 && shadow.major >= 18) {
    const carried = await carryStatistics(carrying)
    if (carried.done) return carried.notes
    return [...(await writeCounts(carrying)), shadowNote('shadow-statistics', 'warning', `${carried.why}: of the statistics only the numbers of rows are in the shadow.`)]
  }
  return [...(await writeCounts(carrying)), shadowNote('shadow-statistics', 'info', 'Before PostgreSQL 18 the statistics of columns cannot be carried over.')]
}

async function writeCounts({ target, shadow, title, signal }: Carrying): Promise<Diagnostic[]> {
  if (!shadow.superuser) return [shadowNote('shadow-statistics', 'warning', `On ${title} the user is no superuser, who alone may write the numbers of rows into the shadow: its tables count as empty.`)]
  const { rows } = await target.client.query<CountRow>(countsSql)
  const columns = [rows.map(({ name }) => name), rows.map((row) => row.rows), rows.map(({ pages }) => pages), rows.map(({ visible }) => visible)]
  return withShadowSession(shadow, signal, title, async (client) => {
    await client.query(clearSearchPathSql)
    await client.query(writeCountsSql, columns)
    return []
  })
}
