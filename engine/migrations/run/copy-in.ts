import type pg from 'pg'
import { PipelineError, type StepDone } from './pipeline.ts'
import { IgnoringHandlers, submit, type WireConnection, type WireQuery } from './wire.ts'

const chunkBytes = 64 * 1024

/** Runs `COPY ... FROM STDIN` with the rows that follow it in the file; the rows go out in chunks as the socket takes them. */
export function copyIn(client: pg.Client, text: string, data: Buffer): Promise<StepDone> {
  return new Promise((resolve, reject) => submit(client, new CopyIn(text, data, resolve, reject)))
}

class CopyIn extends IgnoringHandlers implements WireQuery {
  readonly #text: string
  readonly #data: Buffer
  readonly #resolve: (done: StepDone) => void
  readonly #reject: (error: Error) => void
  #done: StepDone = { step: 0, tag: '', at: 0 }
  #failed = false

  constructor(text: string, data: Buffer, resolve: (done: StepDone) => void, reject: (error: Error) => void) {
    super()
    this.#text = text
    this.#data = data
    this.#resolve = resolve
    this.#reject = reject
  }

  /** The simple protocol: after an error the server drops what is still sent and is ready again without a Sync. */
  submit(connection: WireConnection): void {
    connection.query(this.#text)
  }

  handleCopyInResponse(connection: WireConnection): void {
    this.#send(connection, 0)
  }

  #send(connection: WireConnection, from: number): void {
    let offset = from
    while (offset < this.#data.length) {
      if (this.#failed) return
      connection.sendCopyFromChunk(this.#data.subarray(offset, offset + chunkBytes))
      offset += chunkBytes
      if (connection.stream.writableNeedDrain) {
        connection.stream.once('drain', () => this.#send(connection, offset))
        return
      }
    }
    if (!this.#failed) connection.endCopyFrom()
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#done = { step: 0, tag: text, at: performance.now() }
  }

  handleEmptyQuery(): void {}

  handleReadyForQuery(): void {
    this.#resolve(this.#done)
  }

  handleError(error: unknown): void {
    this.#failed = true
    this.#reject(new PipelineError(0, error))
  }
}
