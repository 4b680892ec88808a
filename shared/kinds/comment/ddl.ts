import type { Fact } from '../../schema/fact.ts'
import type { ActionDraft, At } from '../../schema/kind.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { relationOf, targetOf } from './target.ts'

/** The object of a satellite: the fact that it is about, a column of a view, or the index of a constraint. undefined: it is gone, or cannot be named. */
export function subjectText(fact: Fact, at: At): string | undefined {
  const object = at.here.get(fact.parent ?? '')
  const target = object && targetOf(object)
  const [column] = fact.path
  if (!object || target === undefined || column === undefined) return target
  if (object.kind === 'constraint') return `INDEX ${quoteIdentifier(object.path[0] ?? '')}.${quoteIdentifier(object.path[2] ?? '')}`
  return `COLUMN ${object.path.map(quoteIdentifier).join('.')}.${quoteIdentifier(column)}`
}

/** COMMENT takes SHARE UPDATE EXCLUSIVE on the relation (documentation of COMMENT). */
function comment(fact: Fact, at: At, text: string | null): readonly ActionDraft[] {
  const target = subjectText(fact, at)
  const object = at.here.get(fact.parent ?? '')
  const relation = object && relationOf(object)
  if (target === undefined) return []
  return [{ sql: `COMMENT ON ${target} IS ${text === null ? 'NULL' : quoteLiteral(text)}`, locks: relation === undefined ? [] : [{ mode: 'SHARE UPDATE EXCLUSIVE', relation }] }]
}

export function create(fact: Fact, at: At): readonly ActionDraft[] {
  return comment(fact, at, String(fact.data['text'] ?? ''))
}

/** An extension without a comment of its own has that of its control file, as CREATE EXTENSION gives it. */
export function drop(fact: Fact, at: At): readonly ActionDraft[] {
  const object = at.here.get(fact.parent ?? '')
  const usual = object?.kind === 'extension' ? object.info?.['comment'] : null
  return comment(fact, at, typeof usual === 'string' ? usual : null)
}

export function alter(_before: Fact, after: Fact, at: At): readonly ActionDraft[] {
  return create(after, at)
}
