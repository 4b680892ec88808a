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

/** The constructors are named like the types, and do not follow when these are renamed: only those whose arguments are not the range itself are in the way. */
function makeRoom(before: Fact, at: At): ActionDraft[] {
  const why = 'what PostgreSQL made with the old range makes room too'
  const [schema = '', name = ''] = before.path
  const subtype = textOf(before, 'subtype') ?? ''
  const routine = (routineName: string, types: string, schemaName: string) => ({ sql: `ALTER FUNCTION ${qualified(schemaName, routineName)}(${types}) RENAME TO ${quoteIdentifier(asideName(routineName))}`, why })
  const constructors = [routine(name, `${subtype}, ${subtype}`, schema), routine(name, `${subtype}, ${subtype}, text`, schema)]
  if (at.version < 140_000) return constructors
  const [multiSchema, multiName] = multirangeOf(before)
  return [...constructors, routine(multiName, '', multiSchema), { sql: `ALTER TYPE ${qualified(multiSchema, multiName)} RENAME TO ${quoteIdentifier(asideName(multiName))}`, why }]
}

/** Nothing of a range type can be altered; columns are carried over to a new one. */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  const columns = columnsOf(before.id, at.there)
  if (columns.length === 0) return null
  return replaceType(before, after, at, { create: [...makeRoom(before, at), ...create(after)], names: [qualified(...multirangeOf(before))], using: (column, type) => `${column}::text::${type}` })
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameType('TYPE', before, after)
}
