import type { DeleteStmt, UpdateStmt } from '@pgsql/types'
import { quoteIdentifier } from '../sql/quote.ts'
import type { Chosen } from './archive.sql.ts'
import { findWord, textBetween, tokensOf } from './tokens.ts'

/** Cuts DELETE or UPDATE into the pieces that say which rows it takes, in its author's own words. */
export function chosenRows(text: string, verb: 'DELETE' | 'UPDATE', { relation }: DeleteStmt | UpdateStmt): Chosen {
  const tokens = tokensOf(text)
  const begin = findWord(tokens, [verb])
  const end = orEnd(findWord(tokens, ['RETURNING'], begin), tokens.length)
  const where = orEnd(findWord(tokens, ['WHERE'], begin), end)
  const first = begin + (verb === 'DELETE' ? 2 : 1)
  const set = verb === 'UPDATE' ? findWord(tokens, ['SET'], first) : -1
  const others = orEnd(verb === 'DELETE' ? findWord(tokens, ['USING'], first) : fromAfter(tokens, set), where)
  const target = verb === 'UPDATE' ? set : Math.min(others, where)
  return {
    withClause: textBetween(text, tokens, 0, begin),
    target: textBetween(text, tokens, first, target),
    alias: quoteIdentifier(relation?.alias?.aliasname ?? relation?.relname ?? '?'),
    others: others < where ? textBetween(text, tokens, others + 1, where) : '',
    where: textBetween(text, tokens, where + 1, end),
  }
}

function orEnd(found: number, end: number): number {
  return found < 0 || found > end ? end : found
}

/** FROM as a clause, not that of IS DISTINCT FROM. */
function fromAfter(tokens: ReturnType<typeof tokensOf>, set: number): number {
  for (let at = findWord(tokens, ['FROM'], set); at >= 0; at = findWord(tokens, ['FROM'], at + 1)) if (tokens[at - 1]?.word !== 'DISTINCT') return at
  return -1
}
