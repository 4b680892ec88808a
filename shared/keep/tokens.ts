import { charClass, classAt, dollarTag, skipBlank, skipDollarQuoted, skipEscaped, skipQuoted, skipWord } from '../sql/lexer.ts'

/** A word, a quoted text or a single sign of a statement; comments and blanks are none. Offsets are UTF-16 units. */
export interface Token {
  readonly text: string
  /** Upper case, of a word that is not quoted; else empty. */
  readonly word: string
  readonly start: number
  readonly end: number
  /** How many parentheses are open around it. */
  readonly depth: number
}

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let depth = 0
  for (let at = skipBlank(text, 0); at < text.length; at = skipBlank(text, tokens.at(-1)?.end ?? text.length)) {
    const end = endOf(text, at)
    const piece = text.slice(at, end)
    if (piece === ')') depth--
    tokens.push({ text: piece, word: classAt(text.charCodeAt(at)) === charClass.word && !piece.endsWith("'") ? piece.toUpperCase() : '', start: at, end, depth })
    if (piece === '(') depth++
  }
  return tokens
}

function endOf(text: string, at: number): number {
  const end = openEnd(text, at)
  return end < 0 ? text.length : end
}

function openEnd(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if ((code | 32) === 101 && text.charCodeAt(at + 1) === 39) return skipEscaped(text, at + 1)
  if (classAt(code) === charClass.word) return skipWord(text, at)
  if (code === 39) return skipQuoted(text, at, "'")
  if (code === 34) return skipQuoted(text, at, '"')
  const tag = code === 36 ? dollarTag(text, at) : undefined
  return tag === undefined ? at + 1 : skipDollarQuoted(text, at, tag)
}

/** Index of the first of these words outside of parentheses, from a token on; -1: none. */
export function findWord(tokens: readonly Token[], words: readonly string[], from = 0): number {
  return tokens.findIndex(({ word, depth }, at) => at >= from && depth === 0 && words.includes(word))
}

/** What a name stands for: `Orders` is orders, `"Orders"` is Orders. */
export function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase()
}

/** Text from one token to the one before another, comments in between kept. */
export function textBetween(text: string, tokens: readonly Token[], from: number, until: number): string {
  const [first, last] = [tokens[from], tokens[until - 1]]
  return first && last && until > from ? text.slice(first.start, last.end) : ''
}
