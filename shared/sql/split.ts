import { commandOf } from './command.ts'
import { LineCursor } from './offsets.ts'
import { charClass, classAt, dollarTag, lineEnd, skipBlockComment, skipDollarQuoted, skipEscaped, skipQuoted, skipWord } from './lexer.ts'

export interface ScriptStatement {
  /** 1-based. */
  number: number
  /** From the first token to the last, without the final semicolon and the comments around. */
  text: string
  /** UTF-16 offsets of the first token and after the last. */
  start: number
  end: number
  /** 1-based place of the first token; the column in UTF-16 units. */
  line: number
  column: number
  /** In plain words: ALTER TABLE, CREATE UNIQUE INDEX CONCURRENTLY. */
  command: string
  /** Rows that follow a COPY ... FROM STDIN, UTF-16 offsets, without the line `\.`. */
  copyData?: { start: number; end: number }
}

export interface SplitProblem {
  code:
    | 'unterminated-quote'
    | 'unterminated-identifier'
    | 'unterminated-dollar-quote'
    | 'unterminated-comment'
    | 'unterminated-copy'
    | 'psql-command'
    | 'psql-variable'
    | 'nul-character'
  /** 1-based place of what is named; of something unterminated, where it opens. */
  line: number
  column: number
  offset: number
  /** What stands there: the opening quote, the psql command (`\restrict`), the variable (`:'name'`), the command of a COPY. */
  text: string
}

export interface SplitResult {
  statements: ScriptStatement[]
  problems: SplitProblem[]
}

type ProblemCode = SplitProblem['code']

/** Beside character codes, what the token before was. */
const word = 256
const value = 257
const bodyStart = 258

/** Words that the command is made of; more are never needed. */
const commandWords = 6
/** A file of another dialect may be full of them; nobody reads more. */
const mostProblems = 1000
const endsStatement = /^\\(g|gx|gexec|gset|gdesc|crosstabview|watch|parse|bind|bind_named|;)$/
const mainVerbs = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE', 'VALUES'])

/**
 * Splits a script as psql does, in one pass: quotes, dollar quotes, nested comments, parentheses, SQL-standard function bodies,
 * rows of COPY ... FROM STDIN. What only psql understands is reported as a problem and left out of the statements.
 */
export function splitScript(text: string): SplitResult {
  return new Splitter(text).run()
}

class Splitter {
  readonly #text: string
  readonly #statements: ScriptStatement[] = []
  readonly #found: { code: ProblemCode; offset: number; text: string }[] = []
  readonly #lines: LineCursor
  /** COPY commands whose rows begin on the next line; undefined for a \copy. */
  readonly #awaitingRows: (ScriptStatement | undefined)[] = []
  #pos = 0
  /** Of the statement that is being read; -1 before its first token. */
  #start = -1
  #end = 0
  #depth = 0
  /** For each open bracket, whether it is a subscript. */
  #brackets: boolean[] = []
  #previous = 0
  #words: string[] = []
  #collecting = true
  /** Whether words still matter after those of the command. */
  #watching = true
  #body: 'none' | 'begin' | 'open' = 'none'
  #copy: 'no' | 'table' | 'from' | 'stdin' = 'no'
  #mainVerb = ''
  #nextJson = -1
  /** Of the line of the last psql command. */
  #lineEnd = -1

  constructor(text: string) {
    this.#text = text
    this.#lines = new LineCursor(text)
  }

  run(): SplitResult {
    const text = this.#text
    if (text.charCodeAt(0) === 0xfeff) this.#pos = 1
    const nul = text.indexOf('\0')
    if (nul >= 0) this.#problem('nul-character', nul, '\\0')
    while (this.#pos < text.length) this.#step(text.charCodeAt(this.#pos))
    this.#endStatement()
    for (const statement of this.#awaitingRows) if (statement) this.#problem('unterminated-copy', statement.start, statement.command)
    return { statements: this.#statements, problems: this.#problems() }
  }

  #step(code: number): void {
    const kind = classAt(code)
    if (kind === charClass.space) {
      if (this.#awaitingRows.length > 0 && (code === 10 || code === 13)) this.#readRows(code)
      else this.#pos++
    } else if (kind === charClass.word) this.#word(code)
    else if (kind === charClass.digit) this.#token(this.#pos + 1, value)
    else if (kind === charClass.special) this.#special(code)
    else this.#token(this.#pos + 1, code)
  }

  /** Takes what reaches to `end` as a token of the statement; an `end` of -1 is that of the text. */
  #token(end: number, previous: number): void {
    if (this.#start < 0) this.#start = this.#pos
    this.#pos = end < 0 ? this.#text.length : end
    this.#end = this.#pos
    this.#previous = previous
    if (this.#collecting && previous !== word && this.#words.length > 0) this.#closeWords()
  }

  #word(code: number): void {
    const at = this.#pos
    if ((code | 32) === 101 && this.#text.charCodeAt(at + 1) === 39) {
      const end = skipEscaped(this.#text, at + 1)
      if (end < 0) this.#problem('unterminated-quote', at, `${this.#text[at]}'`)
      this.#token(end, value)
      return
    }
    const before = this.#previous
    this.#token(skipWord(this.#text, at), word)
    if (this.#watching) this.#notice(this.#text.slice(at, this.#pos).toUpperCase(), before)
  }

  #notice(name: string, before: number): void {
    if (this.#collecting) {
      this.#words.push(name)
      if (this.#words.length === commandWords) this.#closeWords()
    }
    const first = this.#words[0]
    if (first === 'CREATE') this.#noticeInRoutine(name, before)
    else if (first === 'COPY') this.#noticeInCopy(name, before)
    else if (first === 'WITH' && before === 41 && this.#depth === 0 && this.#mainVerb === '' && mainVerbs.has(name)) this.#mainVerb = name
  }

  /** Nothing but CREATE FUNCTION and PROCEDURE, COPY and WITH asks for words after those of the command. */
  #closeWords(): void {
    this.#collecting = false
    const [first, second, , fourth] = this.#words
    const kind = second === 'OR' ? fourth : second
    this.#watching = first === 'COPY' || first === 'WITH' || (first === 'CREATE' && (kind === 'FUNCTION' || kind === 'PROCEDURE'))
  }

  /** The END of a body follows a semicolon or ATOMIC; that of a CASE never does. */
  #noticeInRoutine(name: string, before: number): void {
    if (this.#body === 'open') {
      if (name === 'END' && (before === 59 || before === bodyStart)) this.#body = 'none'
    } else if (this.#body === 'begin' && name === 'ATOMIC' && before === word && this.#depth === 0) {
      this.#body = 'open'
      this.#previous = bodyStart
    } else this.#body = name === 'BEGIN' && before !== 46 ? 'begin' : 'none'
  }

  #noticeInCopy(name: string, before: number): void {
    if (this.#depth > 0 || before === 46) return
    if (this.#copy === 'no') this.#copy = 'table'
    else if (this.#copy === 'table' && name === 'FROM') this.#copy = 'from'
    else if (this.#copy === 'from' && before === word) {
      if (name === 'STDIN' || name === 'STDOUT') this.#copy = 'stdin'
      if (name !== 'PROGRAM') this.#watching = this.#collecting
    }
  }

  #special(code: number): void {
    const at = this.#pos
    const next = this.#text.charCodeAt(at + 1)
    switch (code) {
      case 39:
        return this.#quoted("'", 'unterminated-quote')
      case 34:
        return this.#quoted('"', 'unterminated-identifier')
      case 36:
        return this.#dollar()
      case 45:
        if (next !== 45) return this.#token(at + 1, code)
        this.#pos = lineEnd(this.#text, at)
        return
      case 47:
        return next === 42 ? this.#comment() : this.#token(at + 1, code)
      case 58:
        return this.#colon(next)
      case 59:
        return this.#semicolon()
      case 92:
        return this.#psqlCommand()
      default:
        return this.#bracket(code)
    }
  }

  #quoted(mark: "'" | '"', code: ProblemCode): void {
    const end = skipQuoted(this.#text, this.#pos, mark)
    if (end < 0) this.#problem(code, this.#pos, mark)
    this.#token(end, value)
  }

  #dollar(): void {
    const tag = dollarTag(this.#text, this.#pos)
    if (tag === undefined) return this.#token(this.#pos + 1, 36)
    const end = skipDollarQuoted(this.#text, this.#pos, tag)
    if (end < 0) this.#problem('unterminated-dollar-quote', this.#pos, tag)
    this.#token(end, value)
  }

  #comment(): void {
    const end = skipBlockComment(this.#text, this.#pos)
    if (end < 0) this.#problem('unterminated-comment', this.#pos, '/*')
    this.#pos = end < 0 ? this.#text.length : end
  }

  #bracket(code: number): void {
    if (code === 40) this.#depth++
    else if (code === 41) this.#depth = Math.max(0, this.#depth - 1)
    else if (code === 91) this.#brackets.push(this.#subscripts())
    else this.#brackets.pop()
    this.#token(this.#pos + 1, code)
  }

  /** Whether a bracket that opens here is a subscript rather than an ARRAY[...]. */
  #subscripts(): boolean {
    if (this.#previous === word) return !/array$/i.test(this.#text.slice(Math.max(0, this.#end - 5), this.#end))
    return this.#previous === value || this.#previous === 41 || this.#previous === 93
  }

  #semicolon(): void {
    if (this.#body === 'open' || this.#depth > 0) return this.#token(this.#pos + 1, 59)
    this.#endStatement()
    this.#pos++
  }

  #colon(next: number): void {
    const at = this.#pos
    if (next === 58 || next === 61) return this.#token(at + 2, 58)
    const variable = psqlVariable(this.#text, at)
    if (variable === undefined || this.#separates()) return this.#token(at + 1, 58)
    this.#problem('psql-variable', at, variable)
    this.#token(at + variable.length, value)
  }

  /** Whether a colon here stands between the bounds of a slice, or between key and value of JSON_OBJECT. */
  #separates(): boolean {
    const afterValue = this.#previous === word || this.#previous === value || this.#previous === 41 || this.#previous === 93
    const inside = this.#brackets.at(-1)
    if (inside !== undefined) return afterValue || (inside && this.#previous === 91)
    return afterValue && this.#depth > 0 && this.#jsonObjectBefore()
  }

  #jsonObjectBefore(): boolean {
    if (this.#nextJson < this.#start) {
      const pattern = /json_object(agg)?\s*\(/gi
      pattern.lastIndex = this.#start
      this.#nextJson = pattern.exec(this.#text)?.index ?? this.#text.length
    }
    return this.#nextJson < this.#pos
  }

  #psqlCommand(): void {
    const at = this.#pos
    if (this.#lineEnd < at) this.#lineEnd = lineEnd(this.#text, at)
    const eol = this.#lineEnd
    const line = this.#text.slice(at, eol)
    const name = /^\\(?:[a-z_][^\s\\]*|.)/i.exec(line)?.[0] ?? '\\'
    this.#problem('psql-command', at, name)
    if (endsStatement.test(name)) this.#endStatement()
    if (name === '\\copy' && /\sfrom\s+(stdin|stdout)\b/i.test(line)) this.#awaitingRows.push(undefined)
    const separator = name === '\\copy' || name === '\\!' ? -1 : line.indexOf('\\\\', name.length)
    if (name === '\\;') this.#pos = at + 2
    else this.#pos = separator < 0 ? eol : at + separator + 2
  }

  /** Stands at the line end after a COPY ... FROM STDIN; goes to the end of the line `\.`. */
  #readRows(code: number): void {
    const text = this.#text
    const start = this.#pos + (code === 13 && text.charCodeAt(this.#pos + 1) === 10 ? 2 : 1)
    const statement = this.#awaitingRows.shift()
    const end = endOfRows(text, start)
    if (end < 0 && statement) this.#problem('unterminated-copy', statement.start, statement.command)
    if (statement) statement.copyData = { start, end: end < 0 ? text.length : end }
    this.#pos = end < 0 ? text.length : end + 2
  }

  #endStatement(): void {
    if (this.#start >= 0) {
      const { line, column } = this.#lines.at(this.#start)
      const statement: ScriptStatement = {
        number: this.#statements.length + 1,
        text: this.#text.slice(this.#start, this.#end),
        start: this.#start,
        end: this.#end,
        line,
        column,
        command: this.#mainVerb || commandOf(this.#words),
      }
      this.#statements.push(statement)
      if (this.#copy === 'stdin') this.#awaitingRows.push(statement)
    }
    this.#reset()
  }

  #reset(): void {
    this.#start = -1
    this.#depth = 0
    this.#brackets = []
    this.#previous = 0
    this.#words = []
    this.#collecting = true
    this.#watching = true
    this.#body = 'none'
    this.#copy = 'no'
    this.#mainVerb = ''
  }

  #problem(code: ProblemCode, offset: number, text: string): void {
    if (this.#found.length < mostProblems) this.#found.push({ code, offset, text })
  }

  #problems(): SplitProblem[] {
    const lines = new LineCursor(this.#text)
    return this.#found.toSorted((a, b) => a.offset - b.offset).map(({ code, offset, text }) => ({ code, ...lines.at(offset), offset, text }))
  }
}

/** `:name`, `:'name'`, `:"name"` or `:{?name}` at the colon; undefined when there is none. */
function psqlVariable(text: string, at: number): string | undefined {
  const pattern = /:(?:[\w\u0080-\uffff]+|'[\w\u0080-\uffff]+'|"[\w\u0080-\uffff]+"|\{\?[\w\u0080-\uffff]+\})/y
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

/** Offset of the line `\.` that ends rows of COPY; -1 when there is none. */
function endOfRows(text: string, start: number): number {
  for (let at = text.indexOf('\\.', start); at >= 0; at = text.indexOf('\\.', at + 2)) {
    const before = at === start ? 10 : text.charCodeAt(at - 1)
    const after = at + 2 === text.length ? 10 : text.charCodeAt(at + 2)
    if ((before === 10 || before === 13) && (after === 10 || after === 13)) return at
  }
  return -1
}
