import { dollarTag, lineEnd, skipBlank, skipBlockComment, skipDollarQuoted, skipEscaped, skipQuoted, skipWord } from './lexer.ts'

export interface TextRange {
  start: number
  end: number
}

/** Offset behind the token or comment at `at`; the text's end where something never ends. */
function skipToken(text: string, at: number): number {
  const end = endOfToken(text, at)
  return end < 0 ? text.length : end
}

function endOfToken(text: string, at: number): number {
  const char = text.charAt(at)
  if (char === "'" || char === '"') return skipQuoted(text, at, char)
  if ((char === 'e' || char === 'E') && text[at + 1] === "'") return skipEscaped(text, at + 1)
  if (char === '-' && text[at + 1] === '-') return lineEnd(text, at)
  if (char === '/' && text[at + 1] === '*') return skipBlockComment(text, at)
  const tag = char === '$' ? dollarTag(text, at) : undefined
  if (tag !== undefined) return skipDollarQuoted(text, at, tag)
  return /[\w\u0080-\uffff]/.test(char) ? skipWord(text, at) : at + 1
}

/** The parts of a list that commas outside of parentheses, quotes and comments divide, without the blanks around them. */
export function listRanges(text: string, from: number, to = text.length): TextRange[] {
  const found: TextRange[] = []
  let start = skipBlank(text, from)
  let depth = 0
  let end = start
  for (let at = start; at < to; ) {
    const char = text.charAt(at)
    const next = skipToken(text, at)
    if (char === ',' && depth === 0) {
      found.push({ start, end })
      start = skipBlank(text, next)
      at = start
      end = start
      continue
    }
    if (char === '(' || char === '[') depth++
    if (char === ')' || char === ']') depth--
    if (!isBlankOrComment(text, at)) end = next
    at = next
  }
  return [...found, { start, end: Math.min(end, to) }]
}

function isBlankOrComment(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at)) || text.startsWith('--', at) || text.startsWith('/*', at)
}

/** Offset behind a name with its schema that begins at `at`. */
export function skipName(text: string, at: number): number {
  let end = skipToken(text, at)
  for (;;) {
    const dot = skipBlank(text, end)
    if (text.charAt(dot) !== '.') return end
    end = skipToken(text, skipBlank(text, dot + 1))
  }
}
