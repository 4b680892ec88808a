import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { renameType } from '../enum/ddl.ts'
import { nameInSchema } from '../naming.ts'

/** `PARSER` or `TEMPLATE`: both are a list of functions that cannot be altered. */
export function createFrom(noun: 'PARSER' | 'TEMPLATE', fact: Fact): readonly ActionDraft[] {
  const parts = Object.entries(fact.data).map(([name, routine]) => `${name.toUpperCase()} = ${String(routine)}`)
  return [{ sql: `CREATE TEXT SEARCH ${noun} ${nameInSchema(fact)} (${parts.join(', ')})` }]
}

export function create(fact: Fact): readonly ActionDraft[] {
  return createFrom('PARSER', fact)
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP TEXT SEARCH PARSER ${nameInSchema(fact)}` }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameType('TEXT SEARCH PARSER', before, after)
}
