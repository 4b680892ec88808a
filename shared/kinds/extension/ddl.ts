import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { changedNames, ownName, requiredText } from '../fact-data.ts'

const schemaOf = (fact: Fact) => quoteIdentifier(requiredText(fact, 'schema'))

export function create(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `CREATE EXTENSION ${ownName(fact)} WITH SCHEMA ${schemaOf(fact)} VERSION ${quoteLiteral(requiredText(fact, 'version'))}` }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  const loses = fact.info?.tables === true ? { loses: 'The tables that belong to the extension are dropped with their rows.' } : {}
  return [{ sql: `DROP EXTENSION ${ownName(fact)}`, ...loses }]
}

/** The schema of an extension that is not relocatable cannot be changed (ALTER EXTENSION). */
export function alter(before: Fact, after: Fact): readonly ActionDraft[] | null {
  const changed = changedNames(before, after)
  if (changed.includes('schema') && before.info?.relocatable !== true) return null
  const drafts: ActionDraft[] = []
  if (changed.includes('version')) drafts.push({ sql: `ALTER EXTENSION ${ownName(after)} UPDATE TO ${quoteLiteral(requiredText(after, 'version'))}` })
  if (changed.includes('schema')) drafts.push({ sql: `ALTER EXTENSION ${ownName(after)} SET SCHEMA ${schemaOf(after)}` })
  return drafts
}
