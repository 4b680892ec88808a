import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { renameType } from '../enum/ddl.ts'
import { nameInSchema, textOf } from '../naming.ts'

const optionsOf = (fact: Fact) => (fact.data['options'] ?? {}) as Readonly<Record<string, string>>

export function create(fact: Fact): readonly ActionDraft[] {
  const parts = [`TEMPLATE = ${textOf(fact, 'template') ?? ''}`, ...Object.entries(optionsOf(fact)).map(([name, value]) => `${quoteIdentifier(name)} = ${value}`)]
  return [{ sql: `CREATE TEXT SEARCH DICTIONARY ${nameInSchema(fact)} (${parts.join(', ')})` }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP TEXT SEARCH DICTIONARY ${nameInSchema(fact)}` }]
}

/** An option without a value is taken away. */
export function alter(before: Fact, after: Fact): readonly ActionDraft[] | null {
  if (textOf(before, 'template') !== textOf(after, 'template')) return null
  const old = optionsOf(before)
  const wanted = optionsOf(after)
  const parts = [
    ...Object.keys(old).filter((name) => !(name in wanted)).map((name) => quoteIdentifier(name)),
    ...Object.entries(wanted).filter(([name, value]) => old[name] !== value).map(([name, value]) => `${quoteIdentifier(name)} = ${value}`),
  ]
  return [{ sql: `ALTER TEXT SEARCH DICTIONARY ${nameInSchema(after)} (${parts.join(', ')})` }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameType('TEXT SEARCH DICTIONARY', before, after)
}
