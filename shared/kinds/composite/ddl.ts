import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { renameType } from '../enum/ddl.ts'
import { nameInSchema } from '../naming.ts'
import { replaceType } from '../type-replacement/ddl.ts'
import type { Attribute } from './catalog.sql.ts'

const attributesOf = (fact: Fact) => fact.data['attributes'] as unknown as readonly Attribute[]
const collate = ({ collation }: Attribute) => (collation === undefined ? '' : ` COLLATE ${collation}`)
const definition = (attribute: Attribute) => `${quoteIdentifier(attribute.name)} ${attribute.type}${collate(attribute)}`

export function create(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `CREATE TYPE ${nameInSchema(fact)} AS (${attributesOf(fact).map(definition).join(', ')})` }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP TYPE ${nameInSchema(fact)}` }]
}

/**
 * Attributes are added at the end, dropped and changed in place (ALTER TYPE; CASCADE carries typed tables along). A changed type
 * of a composite that columns have, or another order, needs a new type.
 */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  const old = attributesOf(before)
  const wanted = attributesOf(after)
  const kept = old.filter((attribute) => wanted.some((other) => other.name === attribute.name))
  const sameOrder = kept.every((attribute, index) => attribute.name === wanted[index]?.name)
  const changed = wanted.filter((attribute) => old.some((other) => other.name === attribute.name && definition(other) !== definition(attribute)))
  const columns = at.there.usedBy(before.id).map((id) => at.there.get(id)).filter((fact) => fact?.kind === 'column')
  if (!sameOrder || (changed.length > 0 && columns.length > 0)) return columns.length > 0 ? replace(before, after, at) : null
  const parts = [
    ...old.filter((attribute) => !kept.includes(attribute)).map((attribute) => `DROP ATTRIBUTE ${quoteIdentifier(attribute.name)} CASCADE`),
    ...changed.map((attribute) => `ALTER ATTRIBUTE ${quoteIdentifier(attribute.name)} SET DATA TYPE ${attribute.type}${collate(attribute)} CASCADE`),
    ...wanted.filter((attribute) => !old.some((other) => other.name === attribute.name)).map((attribute) => `ADD ATTRIBUTE ${definition(attribute)} CASCADE`),
  ]
  const gone = old.filter((attribute) => !kept.includes(attribute))
  const disturbs = gone.length > 0 || changed.length > 0 ? { rebuilds: dependants(before, at) } : {}
  const loses = gone.length > 0 && columns.length > 0 ? { loses: lossOf(gone) } : {}
  return parts.length === 0 ? null : [{ sql: `ALTER TYPE ${nameInSchema(after)} ${parts.join(', ')}`, ...disturbs, ...loses }]
}

const lossOf = (gone: readonly Attribute[]) => `The values of ${gone.map((attribute) => `"${attribute.name}"`).join(', ')} in every row that has this type.`

/** What reads the attributes: routines, views, checks. */
function dependants(fact: Fact, at: At): string[] {
  const tables = ['table', 'column', 'foreign-table', 'default']
  return at.there.usedBy(fact.id).filter((id) => at.here.has(id) && !tables.includes(at.there.get(id)?.kind ?? ''))
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
