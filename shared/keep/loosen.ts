import { findWord, textBetween, tokensOf, unquoted, type Token } from './tokens.ts'

/** A statement whose new columns can be filled later. */
export interface Loosened {
  readonly sql: string
  /** What was cut, as actions of ALTER COLUMN for when the rows are back: `SET NOT NULL`, `ADD GENERATED ...`. */
  readonly later: readonly { readonly column: string; readonly action: string }[]
}

interface Cut {
  readonly column: string
  readonly from: number
  readonly until: number
  readonly action: string
}

/** Takes from ADD COLUMN what rows without a value would break: NOT NULL without a default, and identity, which takes no values. */
export function loosen(sql: string, columns: readonly string[]): Loosened {
  const tokens = tokensOf(sql)
  const cuts = tokens.flatMap((token, at) => (token.word === 'ADD' && token.depth === 0 ? cutsAt(sql, tokens, at, columns) : []))
  let text = sql
  for (const { from, until } of cuts.toReversed()) text = text.slice(0, tokens[from - 1]?.end) + text.slice(tokens[until - 1]?.end)
  // An identity needs NOT NULL first.
  const later = cuts.toSorted((a, b) => Number(b.action === 'SET NOT NULL') - Number(a.action === 'SET NOT NULL'))
  return { sql: text, later: later.map(({ column, action }) => ({ column, action })) }
}

function cutsAt(sql: string, tokens: readonly Token[], add: number, columns: readonly string[]): Cut[] {
  let at = add + 1
  if (tokens[at]?.word === 'COLUMN') at++
  if (tokens[at]?.word === 'IF') at += 3
  const column = unquoted(tokens[at]?.text ?? '')
  if (!columns.includes(column)) return []
  const comma = tokens.findIndex(({ text, depth }, index) => index > at && depth === 0 && text === ',')
  const end = comma < 0 ? tokens.length : comma
  const notNull = notNullIn(tokens, at, end)
  const identity = identityIn(tokens, at, end)
  const filled = tokens.slice(at, end).some(({ word, depth }) => word === 'DEFAULT' && depth === 0) && !identity
  return [
    ...(notNull && !filled ? [{ column, ...notNull, action: 'SET NOT NULL' }] : []),
    ...(identity ? [{ column, ...identity, action: `ADD ${textBetween(sql, tokens, identity.from, identity.until)}` }] : []),
    ...(identity && !notNull ? [{ column, from: end, until: end, action: 'SET NOT NULL' }] : []),
  ].toSorted((a, b) => a.from - b.from)
}

function notNullIn(tokens: readonly Token[], from: number, end: number): Pick<Cut, 'from' | 'until'> | undefined {
  const not = tokens.findIndex(({ word, depth }, index) => index > from && index < end && depth === 0 && word === 'NOT' && tokens[index + 1]?.word === 'NULL')
  if (not < 0) return undefined
  return { from: tokens[not - 2]?.word === 'CONSTRAINT' ? not - 2 : not, until: not + 2 }
}

/** `GENERATED ALWAYS | BY DEFAULT AS IDENTITY [(...)]` */
function identityIn(tokens: readonly Token[], from: number, end: number): Pick<Cut, 'from' | 'until'> | undefined {
  const at = findWord(tokens.slice(0, end), ['IDENTITY'], from)
  if (at < 0) return undefined
  const start = tokens.findLastIndex(({ word }, index) => index < at && word === 'GENERATED')
  if (tokens[at + 1]?.text !== '(') return { from: start, until: at + 1 }
  const close = tokens.findIndex(({ text, depth }, index) => index > at && text === ')' && depth === 0)
  return { from: start, until: (close < 0 ? at : close) + 1 }
}
