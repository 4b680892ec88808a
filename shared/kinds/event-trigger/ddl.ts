import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { quoteLiteral } from '../../sql/quote.ts'
import { changedNames, listIn, ownName, requiredText, textIn } from '../fact-data.ts'
import { enableWords } from '../enabled-state.ts'

export function create(fact: Fact): readonly ActionDraft[] {
  const tags = listIn(fact, 'tags')
  const filter = tags.length === 0 ? '' : ` WHEN TAG IN (${tags.map(quoteLiteral).join(', ')})`
  const sql = `CREATE EVENT TRIGGER ${ownName(fact)} ON ${requiredText(fact, 'event')}${filter} EXECUTE FUNCTION ${requiredText(fact, 'function')}()`
  return [{ sql, why: 'created last, so that it does not fire for the other changes' }, ...(textIn(fact, 'enabled') === undefined ? [] : enable(fact))]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP EVENT TRIGGER ${ownName(fact)}` }]
}

export function alter(before: Fact, after: Fact): readonly ActionDraft[] | null {
  return changedNames(before, after).every((name) => name === 'enabled') ? enable(after) : null
}

function enable(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER EVENT TRIGGER ${ownName(fact)} ${enableWords(textIn(fact, 'enabled'))}` }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return [{ sql: `ALTER EVENT TRIGGER ${ownName(before)} RENAME TO ${ownName(after)}` }]
}
