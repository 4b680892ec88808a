import { AppError } from '../../contract/app-error.ts'
import type { Fact, FactId } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { fullData, isInherited } from '../column/ddl-text.ts'
import { clip, nameInSchema, textOf } from '../naming.ts'
import { putBack } from './ddl-put-back.ts'

export interface Replacement {
  /** The statements that make the new type, whose name is then free. */
  create: readonly ActionDraft[]
  loses?: string | undefined
  /** The old value as a value of the new type; `type` as the column has it, such as `public.status[]`. */
  using(column: string, type: string): string
  /** Columns that carry the type; absent: all that depend on it. */
  columns?: readonly Fact[]
  /** Noun of the statements: `TYPE`, `DOMAIN`, `COLLATION`. */
  phrase?: string
}

/**
 * Puts a new type in the place of one that PostgreSQL cannot alter: the old one steps aside under another name, the
 * columns change over, the old one is dropped. What names the type elsewhere is taken down and put back.
 * Throws AppError `plan_impossible` where a table is partitioned by such a column.
 */
export function replaceType(before: Fact, after: Fact, at: At, replacement: Replacement): readonly ActionDraft[] {
  const users = at.there.usedBy(before.id).map((id) => at.there.get(id)).filter((fact) => fact !== undefined)
  const columns = replacement.columns ?? users.filter((fact) => fact.kind === 'column' && at.here.has(fact.id))
  const phrase = replacement.phrase ?? 'TYPE'
  const aside = asideName(before.path.at(-1) ?? '')
  const taken = rebuilt(users, columns, at)
  const own = columns.filter((column) => !isInherited(column))
  const tables = [...new Set(own.map((column) => column.parent ?? ''))]
  const first: ActionDraft = {
    sql: `ALTER ${phrase} ${nameInSchema(before)} RENAME TO ${quoteIdentifier(aside)}`,
    disturbs: columns.map((column) => column.id), rebuilds: taken, why: 'makes room for the new definition, which takes its name',
  }
  const changes = tables.map((table) => changeOver(table, own.filter((column) => column.parent === table), at, replacement))
  const last: ActionDraft = { sql: `DROP ${phrase} ${quoteIdentifier(before.path[0] ?? '')}.${quoteIdentifier(aside)}`, why: 'the old definition is used no more' }
  return [first, ...replacement.create.map((draft) => ({ ...draft, creates: [] })), ...changes, last, ...putBack(after, at)]
}

/** What depends on the type itself and is not carried by a column's change: checks, index predicates, functions, views. Defaults travel with their column. */
function rebuilt(users: readonly Fact[], columns: readonly Fact[], at: At): FactId[] {
  const carried = new Set(columns.map((column) => column.id))
  return users.filter((fact) => !carried.has(fact.id) && fact.kind !== 'column' && !(fact.kind === 'default' && carried.has(fact.parent ?? '')) && at.here.has(fact.id)).map((fact) => fact.id)
}

function changeOver(table: FactId, columns: readonly Fact[], at: At, replacement: Replacement): ActionDraft {
  const owner = at.there.get(table)
  if (!owner) throw new AppError('plan_impossible', { problem: `the table of ${columns[0]?.id ?? 'a column'} is not in the snapshot` })
  const parts = columns.flatMap((column) => changeColumn(column, at, replacement))
  return {
    sql: `ALTER TABLE ${nameInSchema(owner)} ${parts.join(', ')}`,
    locks: [{ mode: 'ACCESS EXCLUSIVE', relation: table }], rewrites: [table],
    ...(replacement.loses === undefined ? {} : { loses: replacement.loses }), why: 'carries the columns over to the new definition',
  }
}

function changeColumn(column: Fact, at: At, { using }: Replacement): string[] {
  const name = quoteIdentifier(column.path[2] ?? '')
  const type = String(fullData(column)['type'])
  const wanted = at.here.get(column.id)
  const collation = wanted && textOf(wanted, 'collation')
  const fallback = (snapshot: At['here']) => snapshot.children(column.id, 'default')[0]
  const after = fallback(at.here)
  const parts = [`ALTER COLUMN ${name} SET DATA TYPE ${type}${collation === undefined ? '' : ` COLLATE ${collation}`} USING ${using(name, type)}`]
  if (fallback(at.there)) parts.unshift(`ALTER COLUMN ${name} DROP DEFAULT`)
  if (after) parts.push(`ALTER COLUMN ${name} SET DEFAULT ${textOf(after, 'expression') ?? 'NULL'}`)
  return parts
}

/** A name beside the old one that fits into 63 bytes. */
export function asideName(name: string): string {
  const suffix = '__before'
  return clip(name, 63 - suffix.length) + suffix
}
