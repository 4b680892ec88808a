import type { Fact, FactId } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { releasedSequences } from '../sequence/ddl-owner.ts'
import { columnAbove, columnsBelow, isDetached, parentsOf } from '../table/family.ts'
import { alterRelation, lock, ownName, relationName } from '../table/names.ts'
import { afterColumn, columnText, defaultId, defaultOf, fullData, isInherited, objectIn } from './ddl-text.ts'

/** Functions of expressions that PostgreSQL computes once for all old rows (immutable and stable ones of its own). */
const once = /\b(now|statement_timestamp|transaction_timestamp|current_setting|to_char|to_date|to_timestamp|lower|upper|md5|length|concat|coalesce|date_trunc|jsonb_build_object|jsonb_build_array|json_build_object)\s*\(/g

/** ADD COLUMN writes all rows anew if the value differs from row to row: volatile default, stored expression, identity (documentation of ALTER TABLE, Notes). */
function addingRewrites(column: Fact, value: string | null): boolean {
  const { identity, generated } = fullData(column)
  if (identity !== undefined || (generated !== undefined && objectIn(generated)?.['virtual'] !== true)) return true
  return value !== null && /[\w"]\s*\(/.test(value.replace(/'(?:[^']|'')*'/g, "''").replace(/::[\w .]+\([\d, ]+\)/g, '').replace(once, ''))
}

/** Tables below that are on both sides get the column with the same statement. */
function madeBelow(column: Fact, at: At): readonly FactId[] {
  return columnsBelow(at.here, column).filter((id) => {
    const table = at.here.get(id)?.parent
    return !at.there.has(id) && table !== null && table !== undefined && at.there.has(table) && isStillBelow(table, at)
  })
}

/** The table is below the same tables on both sides. */
function isStillBelow(table: FactId, at: At): boolean {
  const [before, after] = [at.there.get(table), at.here.get(table)]
  return before !== undefined && after !== undefined && parentsOf(after).some((parent) => parentsOf(before).includes(parent))
}

/** ADD COLUMN with its default. Of an inherited column nothing: the table above gives it, or CREATE TABLE does. */
export function create(column: Fact, at: At): readonly ActionDraft[] {
  if (isInherited(column) && column.parent !== null && isStillBelow(column.parent, at)) return afterColumn(column, at)
  const apart = at.apart.has(defaultId(column))
  const value = apart ? null : defaultOf(at.here, column)
  const ownDefault = !apart && at.here.has(defaultId(column)) ? [defaultId(column)] : []
  const below = madeBelow(column, at)
  const tables = [column.parent ?? '', ...below.map((id) => at.here.get(id)?.parent ?? '')].filter(Boolean)
  const fails = fullData(column)['notNull'] !== undefined && value === null && fullData(column)['identity'] === undefined && fullData(column)['generated'] === undefined
  return [
    {
      sql: `${alterRelation(column)} ADD COLUMN ${columnText(column, value, at.version)}`, creates: [...below, ...ownDefault],
      locks: lock('ACCESS EXCLUSIVE', ...tables), rewrites: addingRewrites(column, value) ? tables : [],
      ...(fails ? { why: 'it is new; it has no default and takes no null, so the table must be empty' } : {}),
    },
    ...afterColumn(column, at),
  ]
}

export function drop(column: Fact, at: At): readonly ActionDraft[] {
  if (isInherited(column)) return dropInherited(column, at)
  const derived = fullData(column)['generated'] !== undefined
  const below = columnsBelow(at.here, column).filter((id) => at.here.get(id)?.info?.['local'] !== true && (!at.there.has(id) || at.rebuilt(column.id)))
  return [
    ...releasedSequences([column.id], at),
    {
      sql: `${alterRelation(column)} DROP COLUMN ${ownName(column)}`, destroys: below, locks: lock('ACCESS EXCLUSIVE', column.parent, ...below.map((id) => at.here.get(id)?.parent ?? null)),
      ...(derived ? {} : { loses: `The values of the column ${ownName(column)} of ${relationName(column.path)}.` }),
    },
  ]
}

/** A column that the table would have even without the one above stays behind when that goes. */
function dropInherited(column: Fact, at: At): readonly ActionDraft[] {
  const above = columnAbove(at.here, column)
  const leaves = column.parent !== null && isDetached(column.parent, { from: at.here, to: at.there })
  if (column.info?.['local'] !== true && !leaves) return []
  const sql = `${alterRelation(column)} DROP COLUMN ${ownName(column)}`
  return [{ sql, after: above && !at.there.has(above.id) ? [above.id] : [], needs: leaves && column.parent !== null ? [column.parent] : [], locks: lock('ACCESS EXCLUSIVE', column.parent), loses: `The values of the column ${ownName(column)} of ${relationName(column.path)}.` }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  if (isInherited(before)) return []
  return [{ sql: `${alterRelation(before)} RENAME COLUMN ${ownName(before)} TO ${quoteIdentifier(after.path.at(-1) ?? '')}`, locks: lock('ACCESS EXCLUSIVE', before.parent) }]
}
