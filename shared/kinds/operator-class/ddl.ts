import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { nameIn, recordIn, requiredText, textIn } from '../fact-data.ts'
import { indexedName, renameIndexed } from '../operator-family/ddl.ts'

export function create(fact: Fact): readonly ActionDraft[] {
  const method = quoteIdentifier(typeof fact.info?.method === 'string' ? fact.info.method : 'btree')
  const storage = textIn(fact, 'storage')
  const members = [...Object.values(recordIn(fact, 'members')), ...(storage === undefined ? [] : [`STORAGE ${storage}`])]
  // PostgreSQL wants at least one item; the storage type that is the type itself says nothing.
  const items = members.length === 0 ? [`STORAGE ${requiredText(fact, 'type')}`] : members
  const head = `CREATE OPERATOR CLASS ${nameIn(fact)}${fact.data.default === true ? ' DEFAULT' : ''} FOR TYPE ${requiredText(fact, 'type')} USING ${method} FAMILY ${requiredText(fact, 'family')}`
  return [{ sql: `${head} AS\n    ${items.join(',\n    ')}` }]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP OPERATOR CLASS ${indexedName(fact)}` }]
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameIndexed('CLASS', before, after)
}
