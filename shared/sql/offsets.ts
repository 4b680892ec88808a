/**
 * Places in a text, counted in the four ways that meet here: UTF-16 units (JavaScript, editors), UTF-8 bytes (the parser's
 * locations), code points (the server's error positions) and lines with columns (people). Lines end at \n, \r\n or \r.
 * A lone surrogate counts as one code point and three bytes, as TextEncoder writes it. Places past the end give the end.
 */
export interface LineColumn {
  /** 1-based. */
  line: number
  /** 1-based, in UTF-16 units as an editor counts them. */
  column: number
}

function isPair(text: string, at: number): boolean {
  const high = text.charCodeAt(at)
  if (high < 0xd800 || high > 0xdbff) return false
  const low = text.charCodeAt(at + 1)
  return low >= 0xdc00 && low <= 0xdfff
}

function bytesOf(code: number): number {
  if (code < 0x80) return 1
  return code < 0x800 ? 2 : 3
}

/** UTF-16 offset of a UTF-8 byte offset; a byte inside a character gives the start of that character. */
export function byteToOffset(text: string, byte: number): number {
  let bytes = 0
  let i = 0
  while (i < text.length) {
    const pair = isPair(text, i)
    bytes += pair ? 4 : bytesOf(text.charCodeAt(i))
    if (bytes > byte) return i
    i += pair ? 2 : 1
  }
  return i
}

/** UTF-8 byte offset of a UTF-16 offset. */
export function offsetToByte(text: string, offset: number): number {
  const end = Math.min(offset, text.length)
  let bytes = 0
  let i = 0
  while (i < end) {
    if (isPair(text, i)) {
      if (i + 2 > end) return bytes
      bytes += 4
      i += 2
    } else bytes += bytesOf(text.charCodeAt(i++))
  }
  return bytes
}

/** UTF-16 offset of a 0-based code point index, counted from `start`. */
export function codePointToOffset(text: string, index: number, start = 0): number {
  let i = start
  for (let seen = 0; seen < index && i < text.length; seen++) i += isPair(text, i) ? 2 : 1
  return i
}

/** 0-based code point index of a UTF-16 offset. */
export function offsetToCodePoint(text: string, offset: number): number {
  const end = Math.min(offset, text.length)
  let index = 0
  for (let i = 0; i < end; index++) {
    i += isPair(text, i) ? 2 : 1
    if (i > end) return index
  }
  return index
}

/** Line and column of a UTF-16 offset. */
export function lineColumn(text: string, offset: number): LineColumn {
  return new LineCursor(text).at(offset)
}

/** UTF-16 offset of a line and column; a column past the line's end gives that end. */
export function lineColumnToOffset(text: string, place: LineColumn): number {
  let start = 0
  for (let line = 1; line < place.line; line++) {
    const next = nextLine(text, start)
    if (next < 0) return text.length
    start = next
  }
  return Math.min(start + place.column - 1, lineStop(text, start))
}

/** Offset of the end of the line that holds `from`: of its terminator, or of the text. */
export function lineStop(text: string, from: number): number {
  let i = from
  while (i < text.length) {
    const code = text.charCodeAt(i)
    if (code === 10 || code === 13) break
    i++
  }
  return i
}

/** Offset of the start of the next line, or -1 when this is the last. */
function nextLine(text: string, from: number): number {
  const stop = lineStop(text, from)
  if (stop >= text.length) return -1
  return text.charCodeAt(stop) === 13 && text.charCodeAt(stop + 1) === 10 ? stop + 2 : stop + 1
}

/** The same for a text without carriage returns, which most are; the search of the engine is many times faster. */
function nextPlainLine(text: string, from: number): number {
  return text.indexOf('\n', from) + 1 || -1
}

/** Gives lines and columns of rising offsets in one pass over the text. */
export class LineCursor {
  readonly #text: string
  readonly #nextLine: typeof nextLine
  #line = 1
  #lineStart = 0
  /** Start of the next line, -1 when there is none. */
  #next: number

  constructor(text: string) {
    this.#text = text
    this.#nextLine = text.includes('\r') ? nextLine : nextPlainLine
    this.#next = this.#nextLine(text, 0)
  }

  /** `offset` must not lie before the line of the last one asked for. */
  at(offset: number): LineColumn {
    const target = Math.min(offset, this.#text.length)
    while (this.#next >= 0 && this.#next <= target) {
      this.#line++
      this.#lineStart = this.#next
      this.#next = this.#nextLine(this.#text, this.#next)
    }
    return { line: this.#line, column: target - this.#lineStart + 1 }
  }
}
