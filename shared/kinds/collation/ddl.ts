import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteLiteral } from '../../sql/quote.ts'
import { renameType } from '../enum/ddl.ts'
import { nameInSchema, textOf } from '../naming.ts'
import { replaceType } from '../type-replacement/ddl.ts'
import { columnsOf } from '../domain/columns-of.ts'

const words = { locale: 'LOCALE', collate: 'LC_COLLATE', ctype: 'LC_CTYPE', rules: 'RULES' }

export function create(fact: Fact): readonly ActionDraft[] {
  const parts = [`PROVIDER = ${textOf(fact, 'provider') ?? 'libc'}`]
  for (const [name, word] of Object.entries(words)) {
    const value = textOf(fact, name)
    if (value !== undefined) parts.push(`${word} = ${quoteLiteral(value)}`)
  }
  if (fact.data['nondeterministic'] === true) parts.push('DETERMINISTIC = false')
  return [{ sql: `CREATE COLLATION ${nameInSchema(fact)} (${parts.join(', ')})` }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP COLLATION ${nameInSchema(fact)}` }]
}

/** No attribute of a collation can be altered; columns that have it are carried over. */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  if (columnsOf(before.id, at.there).length === 0) return null
  return replaceType(before, after, at, { create: create(after), phrase: 'COLLATION', using: (column) => column })
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameType('COLLATION', before, after)
}
