/** A part of a plain dump. Texts hold a byte in each character (latin1), so that any encoding passes through unharmed. */
export type PlainPiece =
  /** One statement with its semicolon; `groups`: parentheses at its outermost level. */
  | { kind: 'sql'; text: string; line: number; groups: number }
  /** COPY ... FROM stdin, whose rows follow in pieces until the end. */
  | { kind: 'copy'; text: string; line: number }
  | { kind: 'rows'; text: string; rows: number }
  | { kind: 'copyEnd' }
  | { kind: 'comment'; text: string }

/** Why a plain dump is refused. */
export class PlainProblem extends Error {
  readonly line: number

  constructor(line: number, problem: string) {
    super(`line ${line}: ${problem}`)
    this.line = line
  }
}

const most = 256 * 1024 * 1024
/** Rows are handed on in pieces of about this size. */
const enough = 256 * 1024

/**
 * Splits a plain dump into statements and rows by the rules of psql's own lexer, with standard_conforming_strings on. The only
 * commands of psql it accepts are pairs of \restrict and \unrestrict; any other backslash outside of quotes, comments and rows throws
 * `PlainProblem`, as do a NUL and an end in the middle of something.
 */
export class PlainScanner {
  #text = ''
  #at = 0
  #line = 1
  #inCopy = false
  /** The line of rows that is being read began in an earlier piece. */
  #midLine = false
  #statement = new Statement()
  #token: string | undefined
  #begun = 0

  push(chunk: string): PlainPiece[] {
    this.#text = this.#text.slice(this.#at) + chunk
    this.#at = 0
    if (this.#text.length > most) throw new PlainProblem(this.#line, 'a statement is longer than 256 MB')
    return this.#pieces(false)
  }

  end(): PlainPiece[] {
    const pieces = this.#pieces(true)
    if (this.#inCopy) throw new PlainProblem(this.#line, 'the file ends in the middle of the rows of a table')
    if (this.#at < this.#text.length && this.#text.slice(this.#at).trim() !== '') throw new PlainProblem(this.#begun || this.#line, 'the file ends in the middle of a statement')
    if (this.#token !== undefined) throw new PlainProblem(this.#line, '\\restrict has no \\unrestrict')
    return pieces
  }

  #pieces(last: boolean): PlainPiece[] {
    const pieces: PlainPiece[] = []
    for (;;) {
      const piece = this.#inCopy ? this.#rows(last) : this.#sql(last)
      if (!piece) return pieces
      pieces.push(piece)
    }
  }

  /** Whole lines up to the one that ends them. */
  #rows(last: boolean): PlainPiece | undefined {
    let rows = 0
    let at = this.#at
    for (;;) {
      const end = this.#text.indexOf('\n', at)
      if (end < 0) break
      const ends = !this.#midLine && this.#text.charCodeAt(at) === 92 && /^\\\.\r?$/.test(this.#text.slice(at, Math.min(end, at + 4)))
      if (ends && at === this.#at) {
        this.#inCopy = false
        this.#at = end + 1
        this.#line += 1
        return { kind: 'copyEnd' }
      }
      if (ends) break
      at = end + 1
      rows += 1
      this.#midLine = false
      if (at - this.#at > enough) break
    }
    if (at === this.#at) return this.#longRow(last)
    const text = this.#text.slice(this.#at, at)
    this.#at = at
    this.#line += rows
    return { kind: 'rows', text, rows }
  }

  /** Of a row that is longer than what has come yet, what surely is no end of rows. */
  #longRow(last: boolean): PlainPiece | undefined {
    const rest = this.#text.length - this.#at
    if (last || rest < 8 || this.#text.indexOf('\n', this.#at) >= 0) return undefined
    const text = this.#text.slice(this.#at)
    this.#at = this.#text.length
    this.#midLine = true
    return { kind: 'rows', text, rows: 0 }
  }

  #sql(last: boolean): PlainPiece | undefined {
    const statement = this.#statement
    const text = this.#text
    for (;;) {
      if (statement.isEmpty) this.#skipBlanks()
      if (statement.isEmpty) this.#begun = this.#line
      if (statement.isEmpty && this.#at < text.length) {
        const piece = this.#lineOfItsOwn(last)
        if (piece === 'more') return undefined
        if (piece === 'again') continue
        if (piece) return piece
      }
      const end = statement.read(text, this.#at, last)
      if (end.backslash !== undefined) throw this.#metaCommand(end.backslash)
      if (end.nul !== undefined) throw new PlainProblem(this.#lineAt(end.nul), 'it has a NUL character')
      if (end.after === undefined) return undefined
      return this.#finish(end.after)
    }
  }

  #finish(after: number): PlainPiece {
    const text = this.#text.slice(this.#at, after)
    const { groups } = this.#statement
    const line = this.#begun
    this.#line += newlines(text)
    this.#at = after
    this.#statement = new Statement()
    if (!/^COPY\s/i.test(text)) return { kind: 'sql', text, line, groups }
    if (!/\sFROM\s+stdin\b[^']*;$/i.test(text)) throw new PlainProblem(line, 'COPY reads or writes something that is not in the dump')
    this.#skipLine()
    this.#inCopy = true
    this.#midLine = false
    return { kind: 'copy', text, line }
  }

  /** The rows begin on the line after the statement. */
  #skipLine(): void {
    const rest = /^[ \t\r]*\n/.exec(this.#text.slice(this.#at, this.#at + 64))
    if (!rest) throw new PlainProblem(this.#line, 'something stands behind COPY ... FROM stdin')
    this.#at += rest[0].length
    this.#line += 1
  }

  #skipBlanks(): void {
    while (this.#at < this.#text.length && /\s/.test(this.#text.charAt(this.#at))) {
      if (this.#text.charCodeAt(this.#at) === 10) this.#line += 1
      this.#at += 1
    }
  }

  /** A comment to the end of the line, or a command of psql: only where no statement has begun. */
  #lineOfItsOwn(last: boolean): PlainPiece | 'more' | 'again' | undefined {
    const isComment = this.#text.startsWith('--', this.#at)
    const isCommand = this.#text.charCodeAt(this.#at) === 92
    if (!last && this.#text.length - this.#at < 2) return 'more'
    if (!isComment && !isCommand) return undefined
    const end = this.#text.indexOf('\n', this.#at)
    if (end < 0 && !last) return 'more'
    const text = this.#text.slice(this.#at, end < 0 ? this.#text.length : end).replace(/\r$/, '')
    if (isCommand) this.#restrict(text)
    this.#at = end < 0 ? this.#text.length : end
    return isComment ? { kind: 'comment', text } : 'again'
  }

  /** psql obeys no command between the two, which carry the same random word. */
  #restrict(text: string): void {
    const [, command, token] = /^\\(restrict|unrestrict) ([A-Za-z0-9]+)[ \t]*$/.exec(text) ?? []
    const atLineStart = this.#at === 0 || this.#text.charCodeAt(this.#at - 1) === 10 || this.#line === 1
    if (command === 'restrict' && this.#token === undefined && atLineStart) this.#token = token
    else if (command === 'unrestrict' && this.#token === token && token !== undefined && atLineStart) this.#token = undefined
    else throw this.#metaCommand(this.#at)
  }

  #metaCommand(at: number): PlainProblem {
    const shown = /^\S{1,40}/.exec(this.#text.slice(at, at + 40))?.[0] ?? '\\'
    return new PlainProblem(this.#lineAt(at), `it has the psql command ${shown.replaceAll(/[^\x20-\x7e]/g, '?')}, which is not obeyed`)
  }

  #lineAt(at: number): number {
    return this.#line + newlines(this.#text.slice(this.#at, at))
  }
}

function newlines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

interface Stop {
  /** Behind the semicolon that ends the statement; undefined: more text is needed. */
  after?: number
  backslash?: number
  nul?: number
}

type Inside = { kind: 'none' | 'quote' | 'escaped' | 'name' | 'line' } | { kind: 'dollar'; tag: string } | { kind: 'block'; depth: number }

/** Reads one statement; it goes on where it stopped when more text has come. Offsets are from the statement's first character. */
class Statement {
  groups = 0
  #read = 0
  #depth = 0
  #inside: Inside = { kind: 'none' }
  /** Of CREATE FUNCTION ... BEGIN ATOMIC: BEGIN and CASE less END. */
  #blocks = 0
  readonly #words: string[] = []

  get isEmpty(): boolean {
    return this.#read === 0
  }

  read(text: string, from: number, last: boolean): Stop {
    let at = from + this.#read
    // What a quote, comment or word is may depend on what follows.
    const safe = last ? text.length : text.length - 80
    while (at < safe) {
      const next = this.#step(text, at)
      if (typeof next === 'object') return next
      at = next
    }
    this.#read = Math.min(at, text.length) - from
    return {}
  }

  #step(text: string, at: number): number | Stop {
    if (text.charCodeAt(at) === 0) return { nul: at }
    return this.#inside.kind === 'none' ? this.#outside(text, at) : this.#within(text, at, this.#inside)
  }

  #within(text: string, at: number, inside: Inside): number {
    const [one, two] = [text.charAt(at), text.slice(at, at + 2)]
    if (inside.kind === 'dollar') {
      if (one !== '$' || !text.startsWith(inside.tag, at)) return at + 1
      this.#inside = { kind: 'none' }
      return at + inside.tag.length
    }
    if (inside.kind === 'block') {
      const change = two === '/*' ? 1 : two === '*/' ? -1 : 0
      if (change !== 0) this.#inside = inside.depth + change === 0 ? { kind: 'none' } : { kind: 'block', depth: inside.depth + change }
      return at + (change === 0 ? 1 : 2)
    }
    if (inside.kind === 'escaped' && one === '\\') return at + 2
    const closing = inside.kind === 'line' ? '\n' : inside.kind === 'name' ? '"' : "'"
    if (one === closing) this.#inside = { kind: 'none' }
    return at + 1
  }

  #outside(text: string, at: number): number | Stop {
    const one = text.charAt(at)
    if (one === '\\') return { backslash: at }
    if (/[A-Za-z_\u0080-\u00ff]/.test(one)) return this.#word(text, at)
    if (/[0-9]/.test(one)) return at + (/^[0-9A-Za-z_]+/.exec(text.slice(at, at + 64))?.[0].length ?? 1)
    if (one === '(') this.groups += this.#depth === 0 ? 1 : 0
    if (one === '(') this.#depth += 1
    if (one === ')') this.#depth = Math.max(0, this.#depth - 1)
    if (one === ';' && this.#depth === 0 && this.#blocks === 0) return { after: at + 1 }
    return this.#open(text, at, one)
  }

  #open(text: string, at: number, one: string): number {
    const two = text.slice(at, at + 2)
    const tag = one === '$' ? /^\$(?:[A-Za-z_\u0080-\u00ff][A-Za-z0-9_\u0080-\u00ff]*)?\$/.exec(text.slice(at, at + 80))?.[0] : undefined
    if (one === "'") this.#inside = { kind: 'quote' }
    else if (one === '"') this.#inside = { kind: 'name' }
    else if (two === '--') this.#inside = { kind: 'line' }
    else if (two === '/*') this.#inside = { kind: 'block', depth: 1 }
    else if (tag !== undefined) this.#inside = { kind: 'dollar', tag }
    else return at + 1
    return at + (tag?.length ?? (this.#inside.kind === 'line' || this.#inside.kind === 'block' ? 2 : 1))
  }

  #word(text: string, at: number): number {
    const word = /^[A-Za-z0-9_$\u0080-\u00ff]+/.exec(text.slice(at, at + 80))?.[0] ?? text.charAt(at)
    const continues = /[A-Za-z0-9_$\u0080-\u00ff]/.test(text.charAt(at - 1))
    if (!continues && /^e$/i.test(word) && text.charAt(at + 1) === "'") {
      this.#inside = { kind: 'escaped' }
      return at + 2
    }
    const lower = word.toLowerCase()
    if (this.#words.length < 4) this.#words.push(lower)
    if (this.#depth === 0 && this.#isRoutine()) this.#count(lower)
    return at + word.length
  }

  /** As psql counts them. */
  #count(word: string): void {
    if (word === 'begin') this.#blocks += 1
    else if (word === 'case' && this.#blocks > 0) this.#blocks += 1
    else if (word === 'end' && this.#blocks > 0) this.#blocks -= 1
  }

  #isRoutine(): boolean {
    const [first, ...more] = this.#words
    const kind = more[0] === 'or' ? more[2] : more[0]
    return first === 'create' && (kind === 'function' || kind === 'procedure')
  }
}
