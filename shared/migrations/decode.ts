export type LineEnding = 'lf' | 'crlf' | 'cr' | 'mixed' | 'none'

export interface DecodedMigration {
  /** Without its byte order mark. */
  text: string
  bom: boolean
  eol: LineEnding
}

/** A file that is no UTF-8 text. The message says what and where, and names the encoding that it likely has. */
export class DecodeProblem extends Error {
  override readonly name = 'DecodeProblem'
  readonly code: 'not-utf8' | 'nul-character'
  /** 1-based. */
  readonly line: number
  /** 0-based, of the first byte that is wrong. */
  readonly byteOffset: number
  /** In words, such as `UTF-16 (little-endian)`; absent where nothing can be said. */
  readonly encoding: string | undefined

  constructor(code: DecodeProblem['code'], bytes: Uint8Array, byteOffset: number, encoding?: string) {
    const line = lineOf(bytes, byteOffset)
    const what = code === 'not-utf8' ? 'it is not UTF-8' : 'it contains a NUL character, which PostgreSQL cannot store'
    const guess = encoding ? `; it looks like ${encoding}. Save it as UTF-8` : ''
    super(`${what} (line ${line}, byte ${byteOffset})${guess}`)
    this.code = code
    this.line = line
    this.byteOffset = byteOffset
    this.encoding = encoding
  }
}

/** The text of a migration file. Throws DecodeProblem. */
export function decodeMigration(bytes: Uint8Array): DecodedMigration {
  const wide = wideEncoding(bytes)
  if (wide) throw new DecodeProblem('not-utf8', bytes, 0, wide)
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const text = decode(bytes)
  const nul = bytes.indexOf(0)
  if (nul >= 0) throw new DecodeProblem('nul-character', bytes, nul)
  return { text, bom, eol: lineEndingOf(text) }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new DecodeProblem('not-utf8', bytes, firstInvalid(bytes), narrowEncoding(bytes))
  }
}

export function lineEndingOf(text: string): LineEnding {
  const crlf = text.includes('\r\n')
  const lf = /(?<!\r)\n/.test(text)
  const cr = /\r(?!\n)/.test(text)
  if (Number(crlf) + Number(lf) + Number(cr) > 1) return 'mixed'
  if (crlf) return 'crlf'
  if (lf) return 'lf'
  return cr ? 'cr' : 'none'
}

function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1
  for (let i = 0; i < offset; i++) if (bytes[i] === 10 || (bytes[i] === 13 && bytes[i + 1] !== 10)) line++
  return line
}

function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32 (little-endian)' : 'UTF-16 (little-endian)'
  if (a === 0xfe && b === 0xff) return 'UTF-16 (big-endian)'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32 (big-endian)'
  return wideByNuls(bytes.subarray(0, 1000))
}

/** Text in Latin letters as UTF-16 has a NUL in nearly every second byte. */
function wideByNuls(bytes: Uint8Array): string | undefined {
  if (bytes.length < 4 || !bytes.includes(0)) return undefined
  const even = bytes.filter((byte, i) => byte === 0 && i % 2 === 0).length
  const odd = bytes.filter((byte, i) => byte === 0 && i % 2 === 1).length
  const most = bytes.length * 0.3
  if (odd > most && even === 0) return 'UTF-16 (little-endian)'
  return even > most && odd === 0 ? 'UTF-16 (big-endian)' : undefined
}

/** Chinese text as GBK has its high bytes in pairs; a Western text has single ones between ASCII letters. */
function narrowEncoding(bytes: Uint8Array): string {
  let singles = 0
  let pairs = 0
  for (let i = 0; i < bytes.length; i++) {
    if ((bytes[i] as number) < 0x80) continue
    const trail = bytes[i + 1] ?? 0
    if (trail >= 0x80 && trail !== 0xff) {
      pairs++
      i++
    } else singles++
  }
  if (pairs > singles * 4) return 'GBK or another East Asian encoding'
  return bytes.some((byte) => byte >= 0x80 && byte < 0xa0) ? 'Windows-1252' : 'Latin-1 (ISO 8859-1) or Windows-1252'
}

/** Offset of the first byte that does not belong to a well-formed character. */
function firstInvalid(bytes: Uint8Array): number {
  let i = 0
  while (i < bytes.length) {
    const length = characterLength(bytes, i)
    if (length === 0) return i
    i += length
  }
  return i
}

/** Bytes of the character at `i`; 0 when it is malformed (Unicode, table 3-7). */
function characterLength(bytes: Uint8Array, i: number): number {
  const first = bytes[i] as number
  if (first < 0x80) return 1
  const length = lengthByLead(first)
  const second = bytes[i + 1] ?? 0
  const tooLow = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90)
  const tooHigh = (first === 0xed && second > 0x9f) || (first === 0xf4 && second > 0x8f)
  if (length === 0 || tooLow || tooHigh) return 0
  for (let k = 1; k < length; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return 0
  return length
}

function lengthByLead(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2
  if (first >= 0xe0 && first <= 0xef) return 3
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0
}
