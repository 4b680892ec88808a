import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { qualified } from '../../sql/quote.ts'
import { columnsOf } from '../domain/columns-of.ts'
import { renameType } from '../enum/ddl.ts'
import { nameInSchema, textOf } from '../naming.ts'
import { replaceType } from '../type-replacement/ddl.ts'

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

/** Nothing of a range type can be altered; columns are carried over to a new one. The multirange's new name is free only when it differs. */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  const columns = columnsOf(before.id, at.there)
  if (columns.length === 0) return null
  return replaceType(before, after, at, { create: create(after), using: (column, type) => `${column}::text::${type}` })
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameType('TYPE', before, after)
}
