import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { qualified, quoteIdentifier } from '../../sql/quote.ts'
import { columnsOf } from '../domain/columns-of.ts'
import { renameType } from '../enum/ddl.ts'
import { nameInSchema, textOf } from '../naming.ts'
import { asideName, replaceType } from '../type-replacement/ddl.ts'
import { standardMultirange } from './catalog.sql.ts'

const words = { subtype: 'SUBTYPE', opclass: 'SUBTYPE_OPCLASS', collation: 'COLLATION', canonical: 'CANONICAL', diff: 'SUBTYPE_DIFF' }

export function create(fact: Fact): readonly ActionDraft[] {
  const multirange = fact.data['multirange'] as readonly string[] | undefined
  const parts = Object.entries(words).flatMap(([name, word]) => (textOf(fact, name) === undefined ? [] : [`${word} = ${textOf(fact, name) ?? ''}`]))
  if (multirange) parts.push(`MULTIRANGE_TYPE_NAME = ${qualified(multirange[0] ?? '', multirange[1] ?? '')}`)
  return [{ sql: `CREATE TYPE ${nameInSchema(fact)} AS RANGE (${parts.join(', ')})` }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP TYPE ${nameInSchema(fact)}` }]
}

function multirangeOf(fact: Fact): readonly [string, string] {
  const named = fact.data['multirange'] as readonly [string, string] | undefined
  const [schema = '', name = ''] = fact.path
  return named ?? standardMultirange(schema, name)
}

/** Nothing of a range type can be altered; columns are carried over to a new one. */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  const columns = columnsOf(before.id, at.there)
  if (columns.length === 0) return null
  const multirange = multirangeOf(before)
  const aside: ActionDraft = { sql: `ALTER TYPE ${qualified(...multirange)} RENAME TO ${quoteIdentifier(asideName(multirange[1]))}`, why: 'its multirange type makes room too' }
  return replaceType(before, after, at, { create: [...(at.version >= 140_000 ? [aside] : []), ...create(after)], using: (column, type) => `${column}::text::${type}` })
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameType('TYPE', before, after)
}
