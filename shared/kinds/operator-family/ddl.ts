import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft } from '../../schema/kind.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { nameIn, recordIn } from '../fact-data.ts'

/** `schema.name USING btree`, as every statement about a family or class names it. */
export function indexedName(fact: Fact): string {
  return `${nameIn(fact)} USING ${quoteIdentifier(typeof fact.info?.method === 'string' ? fact.info.method : 'btree')}`
}

export function create(fact: Fact): readonly ActionDraft[] {
  const members = Object.values(recordIn(fact, 'members'))
  return [{ sql: `CREATE OPERATOR FAMILY ${indexedName(fact)}` }, ...(members.length === 0 ? [] : [add(fact, members)])]
}

export function drop(fact: Fact): readonly ActionDraft[] {
  return [{ sql: `DROP OPERATOR FAMILY ${indexedName(fact)}` }]
}

/** A member that differs is taken out and put in again. */
export function alter(before: Fact, after: Fact): readonly ActionDraft[] {
  const [was, is] = [recordIn(before, 'members'), recordIn(after, 'members')]
  const gone = Object.entries(was).flatMap(([key, words]) => (is[key] === words ? [] : [key]))
  const come = Object.entries(is).flatMap(([key, words]) => (was[key] === words ? [] : [words]))
  const drafts: ActionDraft[] = []
  if (gone.length > 0) drafts.push({ sql: `ALTER OPERATOR FAMILY ${indexedName(after)} DROP ${gone.join(', ')}` })
  if (come.length > 0) drafts.push(add(after, come))
  return drafts
}

function add(fact: Fact, members: readonly string[]): ActionDraft {
  return { sql: `ALTER OPERATOR FAMILY ${indexedName(fact)} ADD\n    ${members.join(',\n    ')}` }
}

export function rename(before: Fact, after: Fact): readonly ActionDraft[] {
  return renameIndexed('FAMILY', before, after)
}

export function renameIndexed(word: 'FAMILY' | 'CLASS', before: Fact, after: Fact): readonly ActionDraft[] {
  const [schema = '', name = ''] = after.path
  const drafts: ActionDraft[] = []
  if (before.path[0] !== schema) drafts.push({ sql: `ALTER OPERATOR ${word} ${indexedName(before)} SET SCHEMA ${quoteIdentifier(schema)}` })
  if (before.path[1] !== name)
    drafts.push({ sql: `ALTER OPERATOR ${word} ${indexedName({ ...before, path: [schema, before.path[1] ?? ''] })} RENAME TO ${quoteIdentifier(name)}` })
  return drafts
}
