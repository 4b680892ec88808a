/**
 * The states of PostgreSQL's lexer (scan.l, psqlscan.l) as skips: each takes the offset where something opens and gives
 * the offset after its end, or -1 when it never ends. Offsets are UTF-16 units. `standard_conforming_strings` is on.
 */

const lineFeed = 10
const carriageReturn = 13
const quote = 39
const backslash = 92

/** Classes of the characters below 128; everything above is part of an identifier, as in scan.l. */
export const charClass = { other: 0, space: 1, word: 2, digit: 3, special: 4 } as const

const classes = new Uint8Array(128)
/** 1 for what may stand in an identifier after its first character. */
const wordParts = new Uint8Array(128)
for (let code = 0; code < 128; code++) {
  classes[code] = classOf(String.fromCharCode(code))
  wordParts[code] = /[\w$]/.test(String.fromCharCode(code)) ? 1 : 0
}

function classOf(char: string): number {
  if (/[ \t\n\r\f\v]/.test(char)) return charClass.space
  if (/[a-z_]/i.test(char)) return charClass.word
  if (/\d/.test(char)) return charClass.digit
  return /['"$\-/;()[\]\\:]/.test(char) ? charClass.special : charClass.other
}

export function classAt(code: number): number {
  return code < 128 ? (classes[code] as number) : charClass.word
}

export function isSpace(code: number): boolean {
  return code < 128 && classes[code] === charClass.space
}

function isWordPart(code: number): boolean {
  return code >= 128 || wordParts[code] === 1
}

/** After an unquoted identifier or keyword. */
export function skipWord(text: string, at: number): number {
  let i = at + 1
  while (i < text.length && isWordPart(text.charCodeAt(i))) i++
  return i
}

/** After a standard string or a quoted identifier that opens at `at` with the quote given; a doubled quote stands for one. */
export function skipQuoted(text: string, at: number, mark: "'" | '"'): number {
  let i = at + 1
  for (;;) {
    const end = text.indexOf(mark, i)
    if (end < 0) return -1
    if (text.charCodeAt(end + 1) !== mark.charCodeAt(0)) return end + 1
    i = end + 2
  }
}

/** After an E'' string whose quote stands at `at`, together with the segments that continue it on later lines. */
export function skipEscaped(text: string, at: number): number {
  let i = at + 1
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === backslash) i += 2
    else if (code !== quote) i++
    else if (text.charCodeAt(i + 1) === quote) i += 2
    else {
      const next = continuation(text, i + 1)
      if (next < 0) return i + 1
      i = next + 1
    }
  }
  return -1
}

/** Where the string that ended before `at` goes on: a quote after blanks and comments with a line end among them; else -1. */
export function continuation(text: string, at: number): number {
  let lineEnded = false
  let i = at
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (isSpace(code)) {
      if (code === lineFeed || code === carriageReturn) lineEnded = true
      i++
    } else if (code === 45 && text.charCodeAt(i + 1) === 45) i = lineEnd(text, i)
    else return code === quote && lineEnded ? i : -1
  }
  return -1
}

/** Offset of the line's end: its \n or \r, or the end of the text. */
export function lineEnd(text: string, at: number): number {
  let i = at
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === lineFeed || code === carriageReturn) return i
    i++
  }
  return i
}

/** After a block comment that opens at `at`; comments nest. */
export function skipBlockComment(text: string, at: number): number {
  let depth = 1
  let close = text.indexOf('*/', at + 2)
  let open = text.indexOf('/*', at + 2)
  while (close >= 0) {
    if (open >= 0 && open < close) {
      depth++
      if (close < open + 2) close = text.indexOf('*/', open + 2)
      open = text.indexOf('/*', open + 2)
    } else {
      depth--
      if (depth === 0) return close + 2
      if (open >= 0 && open < close + 2) open = text.indexOf('/*', close + 2)
      close = text.indexOf('*/', close + 2)
    }
  }
  return -1
}

/** The delimiter that opens a dollar-quoted string at `at`, such as `$$` or `$body$`; undefined when none does. */
export function dollarTag(text: string, at: number): string | undefined {
  let i = at + 1
  const first = text.charCodeAt(i)
  if (first !== 36 && classAt(first) !== charClass.word) return undefined
  while (i < text.length && text.charCodeAt(i) !== 36) {
    if (!isWordPart(text.charCodeAt(i))) return undefined
    i++
  }
  return i < text.length ? text.slice(at, i + 1) : undefined
}

/** After a dollar-quoted string that opens at `at` with its delimiter. */
export function skipDollarQuoted(text: string, at: number, tag: string): number {
  const end = text.indexOf(tag, at + tag.length)
  return end < 0 ? -1 : end + tag.length
}

/** The next offset that is neither blank nor comment; an unterminated comment reaches to the end. */
export function skipBlank(text: string, at: number): number {
  let i = at
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (isSpace(code) || (i === 0 && code === 0xfeff)) i++
    else if (code === 45 && text.charCodeAt(i + 1) === 45) i = lineEnd(text, i)
    else if (code === 47 && text.charCodeAt(i + 1) === 42) {
      const end = skipBlockComment(text, i)
      i = end < 0 ? text.length : end
    } else return i
  }
  return i
}

/** The unquoted words that a statement begins with, in upper case, at most `count`. */
export function firstWords(text: string, count: number): string[] {
  const words: string[] = []
  let i = skipBlank(text, 0)
  while (words.length < count && i < text.length && classAt(text.charCodeAt(i)) === charClass.word) {
    const end = skipWord(text, i)
    words.push(text.slice(i, end).toUpperCase())
    i = skipBlank(text, end)
  }
  return words
}
