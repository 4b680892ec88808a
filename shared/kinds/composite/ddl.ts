import { factId, type Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { columnsOf } from '../domain/columns-of.ts'
import { renameType } from '../enum/ddl.ts'
import { nameInSchema } from '../naming.ts'
import { containersOf, usersOf } from '../type-replacement/containers.ts'
import { replaceType } from '../type-replacement/ddl.ts'
import type { Attribute } from './catalog.sql.ts'
import { attributesOf, collate, create, definition } from './ddl-create.ts'

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP TYPE ${nameInSchema(fact)}` }]
}

/**
 * Attributes are added at the end, dropped and changed in place (ALTER TYPE; CASCADE carries typed tables along). A changed type
 * of a composite that columns have, or another order, needs a new type.
 */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  const [old, wanted] = [attributesOf(before), attributesOf(after)]
  const find = (list: readonly Attribute[], { name }: Attribute) => list.find((other) => other.name === name)
  const kept = old.filter((attribute) => find(wanted, attribute))
  const changed = wanted.filter((attribute) => kept.some((other) => other.name === attribute.name && definition(other) !== definition(attribute)))
  const isUsed = columnsOf(before.id, at.there).length > 0 || containersOf(before, at.there).length > 0
  const inOrder = kept.every(({ name }, index) => name === wanted[index]?.name)
  if (!inOrder || (changed.length > 0 && isUsed)) return isUsed ? replace(before, after, at) : null
  const gone = old.filter((attribute) => !kept.includes(attribute))
  const fresh = wanted.filter((attribute) => !find(old, attribute))
  const parts = [
    ...gone.map(({ name }) => `DROP ATTRIBUTE ${quoteIdentifier(name)} CASCADE`),
    ...changed.map((attribute) => `ALTER ATTRIBUTE ${quoteIdentifier(attribute.name)} SET DATA TYPE ${attribute.type}${collate(attribute)} CASCADE`),
    ...fresh.map((attribute) => `ADD ATTRIBUTE ${definition(attribute)} CASCADE`),
  ]
  const rebuilds = gone.length > 0 || changed.length > 0 ? { rebuilds: readersOf(before, at) } : {}
  const typed = typedTables(before, at)
  const columns = (attributes: readonly Attribute[]) => typed.flatMap((table) => attributes.map(({ name }) => factId('column', [...table.path, name])))
  const loses = gone.length > 0 && (isUsed || typed.length > 0) ? { loses: lossOf(gone) } : {}
  const locks = typed.map(({ id }) => ({ mode: 'ACCESS EXCLUSIVE' as const, relation: id }))
  return [{ sql: `ALTER TYPE ${nameInSchema(after)} ${parts.join(', ')}`, creates: columns(fresh), destroys: columns(gone), locks, ...rebuilds, ...loses }]
}

const lossOf = (gone: readonly Attribute[]) => `The values of ${gone.map((attribute) => `"${attribute.name}"`).join(', ')} in every row that has this type.`

/** Tables that are made OF the type: their columns are its attributes. */
function typedTables(fact: Fact, at: At): readonly Fact[] {
  return usersOf(fact.id, at.there).filter((user) => user.kind === 'table' && user.data['ofType'] !== undefined && at.here.has(user.id))
}

/** What may read the attributes: routines, views, checks. DROP ATTRIBUTE with CASCADE would drop them for good. */
function readersOf(fact: Fact, at: At): string[] {
  const carried = ['table', 'column', 'foreign-table', 'default', 'composite', 'domain']
  return usersOf(fact.id, at.there).filter(({ id, kind }) => at.here.has(id) && !carried.includes(kind)).map(({ id }) => id)
}

function replace(before: Fact, after: Fact, at: At): readonly ActionDraft[] {
  const old = attributesOf(before)
  const wanted = attributesOf(after)
  const gone = old.filter((attribute) => !wanted.some((other) => other.name === attribute.name))
  const alike = old.length === wanted.length && old.every((attribute, index) => attribute.name === wanted[index]?.name)
  const pick = (column: string) => wanted.map((attribute) => (old.some((other) => other.name === attribute.name) ? `(${column}).${quoteIdentifier(attribute.name)}::text::${attribute.type}` : `NULL::${attribute.type}`))
  return replaceType(before, after, at, {
    create: create(after),
    ...(gone.length > 0 ? { loses: lossOf(gone) } : {}),
    using: (column, type) => (alike || type.endsWith('[]') ? `${column}::text::${type}` : `CASE WHEN ${column}::text IS NOT NULL THEN ROW(${pick(column).join(', ')})::${type} END`),
  })
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameType('TYPE', before, after)
}
