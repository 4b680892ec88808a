import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { nameIn, ownName, requiredText } from '../fact-data.ts'

const locks = (fact: Fact) => (fact.parent === null ? [] : [{ mode: 'ACCESS EXCLUSIVE' as const, relation: fact.parent }])

export function create(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER VIEW ${nameIn(fact)} ALTER COLUMN ${ownName(fact)} SET DEFAULT ${requiredText(fact, 'expression')}`, locks: locks(fact) }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER VIEW ${nameIn(fact)} ALTER COLUMN ${ownName(fact)} DROP DEFAULT`, locks: locks(fact) }]
}

export function alter(_before: Fact, after: Fact): readonly ActionDraft[] {
  return create(after)
}
