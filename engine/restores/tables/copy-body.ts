const end = Buffer.from('\n\\.\n')
const newline = Buffer.from('\n')

/** The rows of the first COPY in what `pg_restore --file=-` writes. In COPY's text form a line `\.` is the end and nothing else is: data has its backslashes doubled. */
export class CopyBody {
  readonly #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** Columns with their parentheses, as they are written; undefined where nothing is copied. */
  async columns(): Promise<string | undefined> {
    for (;;) {
      const line = await this.#line()
      if (line === undefined) return undefined
      const columns = /^COPY .+? (\(.*\)) FROM stdin;$/.exec(line)?.[1]
      if (columns !== undefined) return columns
    }
  }

  /** Up to the end marker; throws when there is none. After `columns`; nothing where that found none. */
  async *rows(): AsyncGenerator<Buffer> {
    // A line break before the first row, so that the end is found there as well.
    let held: Buffer = Buffer.concat([newline, this.#rest])
    let skip = newline.length
    for (;;) {
      const at = held.indexOf(end)
      if (at >= 0) {
        const last = held.subarray(skip, at + newline.length)
        if (last.length > 0) yield last
        return
      }
      const safe = held.length - end.length
      if (safe > skip) {
        yield held.subarray(skip, safe)
        held = held.subarray(safe)
        skip = 0
      }
      const { value, done } = await this.#chunks.next()
      if (done) {
        if (held.equals(newline)) return
        throw new Error('The data of the table has no end')
      }
      held = Buffer.concat([held, value])
    }
  }

  async #line(): Promise<string | undefined> {
    for (;;) {
      const at = this.#rest.indexOf(newline)
      if (at >= 0) {
        const line = this.#rest.subarray(0, at).toString()
        this.#rest = this.#rest.subarray(at + 1)
        return line
      }
      const { value, done } = await this.#chunks.next()
      if (done) return undefined
      this.#rest = Buffer.concat([this.#rest, value])
    }
  }
}
