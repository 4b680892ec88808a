import type pg from 'pg'
import { IgnoringHandlers, sendQuery, submit, type WireConnection, type WireQuery } from './wire.ts'

/** Runs `COPY ... FROM STDIN` with bytes as they come; the source waits while the socket is full. Gives the rows. */
export function copyStream(client: pg.Client, text: string | Buffer, source: AsyncIterable<Buffer>): Promise<number> {
  return new Promise((resolve, reject) => submit(client, new CopyStream(text, source, resolve, reject)))
}

class CopyStream extends IgnoringHandlers implements WireQuery {
  readonly #text: string | Buffer
  readonly #source: AsyncIterable<Buffer>
  readonly #resolve: (rows: number) => void
  readonly #reject: (error: unknown) => void
  #rows = 0
  #failed = false
  #sourceError: unknown

  constructor(text: string | Buffer, source: AsyncIterable<Buffer>, resolve: (rows: number) => void, reject: (error: unknown) => void) {
    super()
    this.#text = text
    this.#source = source
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(connection: WireConnection): void {
    sendQuery(connection, this.#text)
  }

  handleCopyInResponse(connection: WireConnection): void {
    void this.#pump(connection)
  }

  /** What the source throws fails the COPY on the server, and then is what the caller hears. */
  async #pump(connection: WireConnection): Promise<void> {
    try {
      for await (const chunk of this.#source) {
        if (this.#failed) return
        connection.sendCopyFromChunk(chunk)
        if (connection.stream.writableNeedDrain) await drained(connection)
      }
      if (!this.#failed) connection.endCopyFrom()
    } catch (thrown) {
      this.#sourceError = thrown
      if (!this.#failed) connection.sendCopyFail('The archive could not be read')
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = Number(/^COPY (\d+)$/.exec(text)?.[1] ?? 0)
  }

  handleEmptyQuery(): void {}

  handleReadyForQuery(): void {
    this.#resolve(this.#rows)
  }

  handleError(error: unknown): void {
    this.#failed = true
    this.#reject(this.#sourceError ?? error)
  }
}

/** Also when the connection is lost: then nobody drains it any more, and the error comes by itself. */
function drained({ stream }: WireConnection): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done)
      stream.off('close', done)
      resolve()
    }
    stream.once('drain', done)
    stream.once('close', done)
  })
}
