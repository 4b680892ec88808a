import { charClass, classAt, continuation, dollarTag, isSpace, skipBlank, skipDollarQuoted, skipEscaped, skipQuoted, skipWord } from './lexer.ts'
import { splitScript } from './split.ts'

/**
 * The text without its comments, with blanks folded outside of quotes and all line endings as \n: equal for two files that differ
 * in comments, white space, indentation or line endings alone. Rows of COPY and function bodies in quotes are kept as they are.
 */
export function normaliseForComparison(text: string): string {
  const unified = text.replace(/\r\n?/g, '\n')
  const parts: string[] = []
  let from = 0
  for (const { copyData } of splitScript(unified).statements) {
    if (!copyData) continue
    parts.push(fold(unified.slice(from, copyData.start)), unified.slice(copyData.start, copyData.end))
    from = copyData.end
  }
  parts.push(fold(unified.slice(from)))
  return parts.join('\n')
}

function fold(text: string): string {
  const tokens: string[] = []
  let at = skipBlank(text, 0)
  while (at < text.length) {
    const end = tokenEnd(text, at)
    tokens.push(text.slice(at, end))
    const next = skipBlank(text, end)
    if (next > end) tokens.push(gap(text, end, next))
    at = next
  }
  return tokens.join('').trim()
}

/** What stands for the blanks between two tokens: nothing beside punctuation, a line end where it joins two strings. */
function gap(text: string, end: number, next: number): string {
  if (/[,;()]/.test(text[end - 1] ?? '') || /[,;()]/.test(text[next] ?? '')) return ''
  return text[end - 1] === "'" && continuation(text, end) === next ? '\n' : ' '
}

function tokenEnd(text: string, at: number): number {
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
  if (tag !== undefined) return skipDollarQuoted(text, at, tag)
  return isSpace(code) ? skipBlank(text, at) : at + 1
}
