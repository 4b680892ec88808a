import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At, LockMode } from '../../schema/kind.ts'
import { dependOn } from '../extension/ddl-depends-on.ts'
import { changedNames, nameIn, ownName, requiredText, textIn } from '../fact-data.ts'
import { enableWords } from '../enabled-state.ts'

const locks = (fact: Fact, mode: LockMode) => (fact.parent === null ? [] : [{ mode, relation: fact.parent }])

/** A copy on a partition: its parent's trigger makes it, only its state is its own. */
const isCopy = (fact: Fact) => fact.data.inherits === true

function statement(verb: string, fact: Fact): string {
  return `${verb} ${ownName(fact)} ${requiredText(fact, 'event')} ON ${nameIn(fact)} ${requiredText(fact, 'action')}`
}

/** CREATE TRIGGER takes SHARE ROW EXCLUSIVE on the table (explicit-locking). */
export function create(fact: Fact): readonly ActionDraft[] {
  if (isCopy(fact)) return enable(fact, textIn(fact, 'enabled'))
  const verb = fact.data.constraint === true ? 'CREATE CONSTRAINT TRIGGER' : 'CREATE TRIGGER'
  return [
    { sql: statement(verb, fact), locks: locks(fact, 'SHARE ROW EXCLUSIVE') },
    ...(textIn(fact, 'enabled') === undefined ? [] : enable(fact, textIn(fact, 'enabled'))),
    ...depend(undefined, fact),
  ]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  if (isCopy(fact)) return enable(fact, typeof fact.info?.inherited === 'string' ? fact.info.inherited : undefined)
  return [{ sql: `DROP TRIGGER ${ownName(fact)} ON ${nameIn(fact)}`, locks: locks(fact, 'ACCESS EXCLUSIVE') }]
}

/** CREATE OR REPLACE TRIGGER is there from PostgreSQL 14 on, not for constraint triggers; it enables the trigger again. */
export function alter(before: Fact, after: Fact, at: At): readonly ActionDraft[] | null {
  const changed = changedNames(before, after)
  if (isCopy(before) !== isCopy(after)) return null
  if (changed.every((name) => name === 'enabled' || name === 'dependsOn'))
    return [...(changed.includes('enabled') ? enable(after, textIn(after, 'enabled')) : []), ...depend(before, after)]
  if (at.version < 140_000 || before.data.constraint === true || after.data.constraint === true) return null
  const replaced = { sql: statement('CREATE OR REPLACE TRIGGER', after), locks: locks(before, 'SHARE ROW EXCLUSIVE') }
  return [replaced, ...(textIn(after, 'enabled') === undefined ? [] : enable(after, textIn(after, 'enabled'))), ...depend(undefined, after)]
}

function depend(before: Fact | undefined, after: Fact): readonly ActionDraft[] {
  return dependOn(`TRIGGER ${ownName(after)} ON ${nameIn(after)}`, before, after, locks(after, 'ACCESS EXCLUSIVE'))
}

function enable(fact: Fact, state: string | undefined): readonly ActionDraft[] {
  const words = enableWords(state === 'origin' ? undefined : state, 'TRIGGER')
  return [{ sql: `ALTER TABLE ${nameIn(fact)} ${words} ${ownName(fact)}`, locks: locks(fact, 'SHARE ROW EXCLUSIVE') }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER TRIGGER ${ownName(before)} ON ${nameIn(after)} RENAME TO ${ownName(after)}`, locks: locks(before, 'ACCESS EXCLUSIVE') }]
}
