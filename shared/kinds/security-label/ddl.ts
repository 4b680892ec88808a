import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { subjectText } from '../comment/ddl.ts'
import { relationOf } from '../comment/target.ts'

/** Its provider must be loaded on the server. Locks as COMMENT does (seclabel.c: SHARE UPDATE EXCLUSIVE). */
function label(fact: Fact, at: At, text: string | null): readonly ActionDraft[] {
  const [provider = '', ...column] = fact.path
  const target = subjectText({ ...fact, path: column }, at)
  const object = at.here.get(fact.parent ?? '')
  const relation = object && relationOf(object)
  if (target === undefined) return []
  const sql = `SECURITY LABEL FOR ${quoteIdentifier(provider)} ON ${target} IS ${text === null ? 'NULL' : quoteLiteral(text)}`
  return [{ sql, locks: relation === undefined ? [] : [{ mode: 'SHARE UPDATE EXCLUSIVE', relation }], why: `needs the label provider ${provider} on the server` }]
}

export function create(fact: Fact, at: At): readonly ActionDraft[] {
  return label(fact, at, String(fact.data['label'] ?? ''))
}

export function drop(fact: Fact, at: At): readonly ActionDraft[] {
  return label(fact, at, null)
}

export function alter(_before: Fact, after: Fact, at: At): readonly ActionDraft[] {
  return create(after, at)
}
