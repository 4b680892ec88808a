import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'

const nameOf = (fact: Fact) => quoteIdentifier(fact.path[0] ?? '')

export function create(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `CREATE SCHEMA ${nameOf(fact)}` }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP SCHEMA ${nameOf(fact)}` }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER SCHEMA ${nameOf(before)} RENAME TO ${nameOf(after)}` }]
}
