import type pg from 'pg'
import { IgnoringHandlers, sendQuery, submit, type WireConnection, type WireQuery } from '../../migrations/run/wire.ts'

/** Runs one statement, whose bytes are sent as they are; its rows are not kept. */
export function rawQuery(client: pg.Client, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => submit(client, new RawQuery(bytes, resolve, reject)))
}

class RawQuery extends IgnoringHandlers implements WireQuery {
  readonly #bytes: Buffer
  readonly #resolve: () => void
  readonly #reject: (error: unknown) => void

  constructor(bytes: Buffer, resolve: () => void, reject: (error: unknown) => void) {
    super()
    this.#bytes = bytes
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(connection: WireConnection): void {
    sendQuery(connection, this.#bytes)
  }

  handleCommandComplete(): void {}

  handleEmptyQuery(): void {}

  handleCopyInResponse(connection: WireConnection): void {
    connection.sendCopyFail('There are no rows for it')
  }

  handleReadyForQuery(): void {
    this.#resolve()
  }

  handleError(error: unknown): void {
    this.#reject(error)
  }
}
