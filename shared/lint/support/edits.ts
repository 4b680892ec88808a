import type { Finding, LintStatement } from '../rule.ts'
import { placeOf } from './tree.ts'

type Fix = NonNullable<Finding['fix']>

/** Replaces what the pattern matches at a location of the tree; none where something else stands there. The pattern begins with ^. */
export function replaceAt(statement: LintStatement, location: number | undefined, pattern: RegExp, title: string, text: (match: RegExpExecArray) => string): Fix | undefined {
  const start = placeOf(statement, location)
  const match = pattern.exec(statement.text.slice(start - statement.start))
  return match ? { title, edits: [{ start, end: start + match[0].length, text: text(match) }] } : undefined
}

/** Replaces what the pattern matches after a location; none where it matches nothing. */
export function replaceAfter(statement: LintStatement, location: number | undefined, pattern: RegExp, title: string, text: string): Fix | undefined {
  const from = placeOf(statement, location)
  const match = pattern.exec(statement.text.slice(from - statement.start))
  if (!match) return undefined
  return { title, edits: [{ start: from + match.index, end: from + match.index + match[0].length, text }] }
}

/** Another statement behind this one; its own semicolon then ends the other. */
export const append = (statement: LintStatement, title: string, sql: string): Fix => ({ title, edits: [{ start: statement.end, end: statement.end, text: `;\n\n${sql}` }] })

/** The statement without the word CASCADE at its end. */
export function withoutCascade(statement: LintStatement): Fix | undefined {
  const match = /\bcascade$/i.exec(statement.text)
  if (!match) return undefined
  return { title: 'Let it fail where something depends on it: RESTRICT', edits: [{ start: statement.start + match.index, end: statement.end, text: 'RESTRICT' }] }
}

/** What stands in the first pair of parentheses after an offset of the statement's text; undefined where it does not close. Quotes are respected. */
export function inParentheses(text: string, from: number): string | undefined {
  const open = text.indexOf('(', from)
  if (open < 0) return undefined
  let depth = 0
  let quote = ''
  for (let at = open; at < text.length; at++) {
    const char = text[at] as string
    if (quote !== '') quote = char === quote ? '' : quote
    else if (char === "'" || char === '"') quote = char
    else if (char === '(') depth++
    else if (char === ')' && --depth === 0) return text.slice(open + 1, at)
  }
  return undefined
}
