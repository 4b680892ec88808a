import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, LockMode } from '../../schema/kind.ts'
import { changedNames, nameIn, ownName, requiredText, textIn } from '../fact-data.ts'
import { enableWords } from '../enabled-state.ts'

const locks = (fact: Fact, mode: LockMode = 'ACCESS EXCLUSIVE') => (fact.parent === null ? [] : [{ mode, relation: fact.parent }])

const statement = (verb: string, fact: Fact) => `${verb} ${ownName(fact)} AS ${requiredText(fact, 'event')} TO ${nameIn(fact)}\n${requiredText(fact, 'action')}`

/** CREATE RULE, DROP RULE and ALTER TABLE ... RULE take ACCESS EXCLUSIVE on the relation (explicit-locking; rewriteDefine.c). */
export function create(fact: Fact): readonly ActionDraft[] {
  return [{ sql: statement('CREATE RULE', fact), locks: locks(fact) }, ...(textIn(fact, 'enabled') === undefined ? [] : enable(fact))]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP RULE ${ownName(fact)} ON ${nameIn(fact)}`, locks: locks(fact) }]
}

/** CREATE OR REPLACE RULE leaves the rule as enabled or disabled as it was. */
export function alter(before: Fact, after: Fact): readonly ActionDraft[] {
  const changed = changedNames(before, after)
  const replaced = changed.some((name) => name !== 'enabled') ? [{ sql: statement('CREATE OR REPLACE RULE', after), locks: locks(before) }] : []
  return [...replaced, ...(changed.includes('enabled') ? enable(after) : [])]
}

function enable(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER TABLE ${nameIn(fact)} ${enableWords(textIn(fact, 'enabled'), 'RULE')} ${ownName(fact)}`, locks: locks(fact) }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER RULE ${ownName(before)} ON ${nameIn(after)} RENAME TO ${ownName(after)}`, locks: locks(before) }]
}
