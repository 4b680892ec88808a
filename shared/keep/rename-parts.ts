import { objectIn } from '../kinds/column/ddl-text.ts'
import { clip } from '../kinds/naming.ts'
import { quoteIdentifier } from '../sql/quote.ts'
import { schemaNamed } from './archive-parts.ts'
import type { Loss } from './losses/loss.ts'
import { addConstraintSql, renameColumnSql, renameSchemaSql } from './rename.sql.ts'
import type { Aside } from './rename-table.ts'
import { alterColumnSql } from './restore.sql.ts'
import type { ColumnNow, Scene, TableNow } from './scene.ts'

const longest = 63

function asideName(name: string, version: string, taken: (name: string) => boolean): string {
  for (let number = 1; ; number++) {
    const end = `__dropped_v${version.replaceAll('.', '_')}${number === 1 ? '' : `__${number}`}`
    const found = clip(name, longest - end.length) + end
    if (!taken(found)) return found
  }
}

/** Columns stay in their table under a dated name and take nulls, so that inserts go on. */
export function columnsAside({ table, columns }: Loss, version: string): Aside {
  if (!table) return { up: [], down: [], notes: [] }
  const moves = table.columns.filter(({ name }) => columns.includes(name)).map((column) => ({ column, to: asideName(column.name, version, (name) => table.columns.some((one) => one.name === name)) }))
  const bound = moves.filter(({ column }) => column.notNull && column.identity === null)
  return {
    up: [...moves.map(({ column, to }) => renameColumnSql(table.relation, column.name, to)), ...bound.map(({ to }) => alterColumnSql(table.relation, to, 'DROP NOT NULL'))],
    down: [...moves.map(({ column, to }) => renameColumnSql(table.relation, to, column.name)), ...bound.map(({ column }) => bindAgain(table, column))],
    notes: bound.length > 0 ? [`Rows that come after the migration have no value for ${bound.map(({ column }) => column.name).join(', ')}: where there are some, the undo stops at SET NOT NULL, and nothing is changed.`] : [],
  }
}

/** From PostgreSQL 18 on such a constraint may have a name of its own. */
function bindAgain(table: TableNow, { name, fact }: ColumnNow): string {
  const named = objectIn(fact.data['notNull'])?.['name']
  return typeof named === 'string' ? addConstraintSql(table.relation, `CONSTRAINT ${quoteIdentifier(named)} NOT NULL ${quoteIdentifier(name)}`) : alterColumnSql(table.relation, name, 'SET NOT NULL')
}

/** Schemas stay as they are under a dated name. */
export function schemaAside(losses: readonly Loss[], scene: Scene, version: string): Aside {
  const moves = losses.map(({ relation }) => schemaNamed(scene, relation)).map((name) => ({ name, to: asideName(name, version, (taken) => scene.before.has(`schema:${quoteIdentifier(taken)}`)) }))
  return { up: moves.map(({ name, to }) => renameSchemaSql(name, to)), down: moves.map(({ name, to }) => renameSchemaSql(to, name)), notes: [] }
}
