import { AppError } from '../../contract/app-error.ts'
import type { Fact, FactId } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { fullData, isInherited } from '../column/ddl-text.ts'
import * as composite from '../composite/ddl-create.ts'
import * as domain from '../domain/ddl-create.ts'
import { clip, nameInSchema, textOf } from '../naming.ts'
import { same } from '../table/names.ts'
import { columnsThatHave, containersOf, usersOf } from './containers.ts'
import { putBack } from './ddl-put-back.ts'

export interface Replacement {
  /** The statements that make the new type, whose name is then free. */
  create: readonly ActionDraft[]
  loses?: string | undefined
  /** The old value as a value of the new type; `type` as the column has it, such as `public.status[]`. */
  using(column: string, type: string): string
  /** Other names under which columns have it, such as that of the multirange. */
  names?: readonly string[]
  /** Noun of the statements: `TYPE`, `DOMAIN`, `COLLATION`. */
  phrase?: string
}

/** One type that steps aside: the one that changes, or one that holds it. */
interface Part {
  fact: Fact
  phrase: string
  create: readonly ActionDraft[]
}

/**
 * Puts a new type in the place of one that PostgreSQL cannot alter: the old one steps aside under another name, the columns
 * change over, the old one is dropped; so do the types that hold it, if columns have these. What names them elsewhere is taken
 * down and put back. Throws AppError `plan_impossible` where a table is partitioned by such a column.
 */
export function replaceType(before: Fact, after: Fact, at: At, replacement: Replacement): readonly ActionDraft[] {
  const outer = containersOf(before, at.there).map((fact) => containerPart(fact, before, at))
  const parts: Part[] = [{ fact: before, phrase: replacement.phrase ?? 'TYPE', create: replacement.create }, ...outer]
  const facts = parts.map(({ fact }) => fact)
  const names = [...facts.map(nameInSchema), ...(replacement.names ?? [])]
  const columns = columnsThatHave(facts, names, at.there).filter(({ id }) => at.here.has(id))
  const holders = new Set(outer.flatMap(({ fact }) => columnsThatHave([fact], [nameInSchema(fact)], at.there)).map(({ id }) => id))
  const using = (column: Fact, name: string, type: string) => (holders.has(column.id) ? `${name}::text::${type}` : replacement.using(name, type))
  const aside = parts.map(({ fact, phrase }): ActionDraft => ({ sql: `ALTER ${phrase} ${nameInSchema(fact)} RENAME TO ${quoteIdentifier(asideName(fact))}`, why: 'makes room for the new definition, which takes its name' }))
  const [first = { sql: '' }, ...others] = aside
  const gone = parts.toReversed().map(({ fact, phrase }): ActionDraft => ({ sql: `DROP ${phrase} ${quoteIdentifier(fact.path[0] ?? '')}.${quoteIdentifier(asideName(fact))}`, why: 'the old definition is used no more' }))
  return [
    { ...first, disturbs: columns.map(({ id }) => id), rebuilds: rebuilt(facts, columns, at) },
    ...others,
    ...parts.flatMap(({ create, fact }) => create.map((draft) => ({ ...draft, creates: (draft.creates ?? []).filter((id) => id !== fact.id && !at.there.has(id)) }))),
    ...changeColumns(columns, at, using, replacement.loses),
    ...gone,
    ...facts.flatMap((fact) => putBack(fact, at)),
    ...(after.id === before.id ? [] : putBack(after, at)),
  ]
}

function containerPart(fact: Fact, inner: Fact, at: At): Part {
  const wanted = at.here.get(fact.id)
  if (!wanted || !same(fact.data, wanted.data)) throw new AppError('plan_impossible', { problem: `${inner.id} and ${fact.id}, which holds it, both change, and columns have them. Change one after the other.` })
  return fact.kind === 'domain' ? { fact, phrase: 'DOMAIN', create: domain.createWhole(wanted, at) } : { fact, phrase: 'TYPE', create: composite.create(wanted) }
}

/** What depends on the types and is not carried by a column's change: checks, index predicates, functions, views, computed columns, foreign keys. Defaults travel with their column. */
function rebuilt(types: readonly Fact[], columns: readonly Fact[], at: At): FactId[] {
  const carried = new Set([...columns, ...types].map(({ id }) => id))
  const users = types.flatMap(({ id }) => usersOf(id, at.there)).filter((fact) => !carried.has(fact.id) && !carried.has(fact.parent ?? ''))
  const keys = columns.flatMap(({ id }) => usersOf(id, at.there)).filter(({ kind, data }) => kind === 'constraint' && data['type'] === 'foreign key')
  return [...new Set([...users, ...keys].map(({ id }) => id))].filter((id) => at.here.has(id))
}

type Using = (column: Fact, name: string, type: string) => string

/** A statement for each table that has the columns for itself; heirs and partitions follow, but for defaults of their own. */
function changeColumns(columns: readonly Fact[], at: At, using: Using, loses: string | undefined): ActionDraft[] {
  const below = columns.filter(isInherited)
  const own = columns.filter((column) => !isInherited(column))
  const tables = [...new Set(own.map((column) => column.parent ?? ''))]
  const only = (column: Fact, action: string): ActionDraft => ({ sql: `ALTER TABLE ONLY ${tableOf(column, at)} ALTER COLUMN ${nameOf(column)} ${action}`, why: 'a default of its own, which would be of the old type' })
  return [
    ...below.filter((column) => standard(column, at.there)).map((column) => only(column, 'DROP DEFAULT')),
    ...tables.map((table) => changeOver(table, own.filter((column) => column.parent === table), at, using, loses)),
    ...below.flatMap((column) => {
      const wanted = standard(column, at.here)
      if (!wanted) return []
      const expression = textOf(wanted, 'expression')
      return [only(column, expression === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${expression}`)]
    }),
  ]
}

const nameOf = (column: Fact) => quoteIdentifier(column.path[2] ?? '')
const standard = (column: Fact, snapshot: At['here']) => snapshot.children(column.id, 'default')[0]

function tableOf(column: Fact, at: At): string {
  const table = at.there.get(column.parent ?? '')
  const keys = table?.info?.['keyColumns']
  if (!table) throw new AppError('plan_impossible', { problem: `the table of ${column.id} is not in the snapshot.` })
  if (Array.isArray(keys) && keys.includes(column.path[2] ?? '')) {
    throw new AppError('plan_impossible', { problem: `${column.id} is part of the partition key, and PostgreSQL cannot change the type of such a column. Create the table anew under another name and move its rows.` })
  }
  return nameInSchema(table)
}

function changeOver(table: FactId, columns: readonly Fact[], at: At, using: Using, loses: string | undefined): ActionDraft {
  const [name] = columns.map((column) => tableOf(column, at))
  const parts = columns.flatMap((column) => changeColumn(column, at, using))
  return {
    sql: `ALTER TABLE ${name} ${parts.join(', ')}`, locks: [{ mode: 'ACCESS EXCLUSIVE', relation: table }], rewrites: [table],
    ...(loses === undefined ? {} : { loses }), why: 'carries the columns over to the new definition',
  }
}

function changeColumn(column: Fact, at: At, using: Using): string[] {
  const name = nameOf(column)
  const type = String(fullData(column)['type'])
  const collation = fullData(at.here.get(column.id) ?? column)['collation']
  const wanted = standard(column, at.here)
  return [
    ...(standard(column, at.there) ? [`ALTER COLUMN ${name} DROP DEFAULT`] : []),
    `ALTER COLUMN ${name} SET DATA TYPE ${type}${collation === undefined ? '' : ` COLLATE ${String(collation)}`} USING ${using(column, name, type)}`,
    ...(wanted ? [`ALTER COLUMN ${name} SET DEFAULT ${textOf(wanted, 'expression') ?? 'NULL'}`] : []),
  ]
}

/** A name beside the old one that fits into 63 bytes. */
export function asideName(fact: Fact | string): string {
  const suffix = '__before'
  return clip(typeof fact === 'string' ? fact : (fact.path.at(-1) ?? ''), 63 - suffix.length) + suffix
}
