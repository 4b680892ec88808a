import { charClass, classAt, dollarTag, skipBlank, skipDollarQuoted, skipEscaped, skipQuoted, skipWord } from '../../sql/lexer.ts'
import { quoteIdentifier } from '../../sql/quote.ts'

/** Gives the names that stand for a dotted name in SQL text, or undefined: it stays. `list`: it stands in the list of columns of that table, behind REFERENCES. */
export type NameChange = (path: readonly string[], list: readonly string[] | undefined) => readonly string[] | undefined

/**
 * SQL text with some names changed, token by token: strings, comments and dollar quotes stay as they are, but for names that PostgreSQL
 * itself prints as strings ('public.orders_id_seq'::regclass).
 */
export function rewriteNames(text: string, change: NameChange): string {
  return new Rewriter(text, change).run()
}

class Rewriter {
  readonly #text: string
  readonly #change: NameChange
  #out = ''
  #at = 0
  #copied = 0
  /** The table behind REFERENCES whose parenthesis is open, and how deep it is. */
  #list: { name: readonly string[]; depth: number } | undefined
  #last: readonly string[] | undefined
  #beforeLast: readonly string[] | undefined
  #depth = 0

  constructor(text: string, change: NameChange) {
    this.#text = text
    this.#change = change
  }

  run(): string {
    while (this.#at < this.#text.length) this.#step()
    return this.#copied === 0 ? this.#text : this.#out + this.#text.slice(this.#copied)
  }

  #step(): void {
    const next = skipBlank(this.#text, this.#at)
    if (next > this.#at) {
      this.#at = next
      return
    }
    const text = this.#text
    const code = text.charCodeAt(this.#at)
    if ((code | 32) === 101 && text.charCodeAt(this.#at + 1) === 39) return this.#skip(skipEscaped(text, this.#at + 1))
    if (code === 34 || classAt(code) === charClass.word) return this.#name()
    if (code === 39) return this.#string()
    const tag = code === 36 ? dollarTag(text, this.#at) : undefined
    if (tag !== undefined) return this.#skip(skipDollarQuoted(text, this.#at, tag))
    if (code === 40) this.#opens()
    if (code === 41) this.#closes()
    this.#last = undefined
    this.#at++
  }

  #opens(): void {
    this.#depth++
    if (this.#last && this.#beforeLast?.[0] === 'references' && !this.#list) this.#list = { name: this.#last, depth: this.#depth }
  }

  #closes(): void {
    if (this.#list?.depth === this.#depth) this.#list = undefined
    this.#depth--
  }

  #skip(end: number): void {
    this.#last = undefined
    this.#at = end < 0 ? this.#text.length : end
  }

  #name(): void {
    const start = this.#at
    const path: string[] = []
    for (;;) {
      const end = this.#text[this.#at] === '"' ? skipQuoted(this.#text, this.#at, '"') : skipWord(this.#text, this.#at)
      if (end < 0) return this.#skip(end)
      path.push(nameIn(this.#text.slice(this.#at, end)))
      this.#at = end
      const code = this.#text.charCodeAt(end + 1)
      if (this.#text[end] !== '.' || !(code === 34 || classAt(code) === charClass.word)) break
      this.#at = end + 1
    }
    const changed = this.#change(path, this.#list?.name)
    if (changed) this.#replace(start, changed.map(quoteIdentifier).join('.'))
    this.#beforeLast = this.#last
    this.#last = path
  }

  #string(): void {
    const start = this.#at
    const end = skipQuoted(this.#text, start, "'")
    const content = end < 0 ? '' : this.#text.slice(start + 1, end - 1)
    this.#skip(end)
    if (!this.#text.startsWith('::reg', this.#at)) return
    const changed = rewriteNames(content.replaceAll("''", "'"), this.#change).replaceAll("'", "''")
    if (changed !== content) this.#replace(start, `'${changed}'`)
  }

  #replace(start: number, by: string): void {
    this.#out += this.#text.slice(this.#copied, start) + by
    this.#copied = this.#at
  }
}

const nameIn = (token: string) => (token.startsWith('"') ? token.slice(1, -1).replaceAll('""', '"') : token.toLowerCase())
