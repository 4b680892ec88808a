import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { renameType } from '../enum/ddl.ts'
import { nameInSchema } from '../naming.ts'
import { createFrom } from '../text-search-parser/ddl.ts'

export function create(fact: Fact): readonly ActionDraft[] {
  return createFrom('TEMPLATE', fact)
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP TEXT SEARCH TEMPLATE ${nameInSchema(fact)}` }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameType('TEXT SEARCH TEMPLATE', before, after)
}
