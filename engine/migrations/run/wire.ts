import type pg from 'pg'

/** The part of pg's connection that speaks the protocol; its published types lag behind what it does. */
export interface WireConnection {
  readonly stream: {
    cork(): void
    uncork(): void
    readonly writableNeedDrain: boolean
    write(data: Buffer): boolean
    once(event: 'drain' | 'close', listener: () => void): unknown
    off(event: 'drain' | 'close', listener: () => void): unknown
  }
  query(text: string): void
  parse(query: { name?: string; text: string }): void
  bind(config: { statement?: string; values?: readonly (string | null)[] }): void
  execute(): void
  flush(): void
  sync(): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

/** What pg calls on the query that has the connection. After `handleError` no other handler is called. */
export interface WireQuery {
  submit(connection: WireConnection): void
  handleCommandComplete(message: { text: string }): void
  handleEmptyQuery(): void
  handleReadyForQuery(): void
  handleError(error: unknown, connection: WireConnection): void
  handleCopyInResponse(connection: WireConnection): void
  handleRowDescription(): void
  handleDataRow(message: { fields: (string | null)[] }): void
  handlePortalSuspended(): void
  handleCopyData(): void
}

/** Hands a query of our own to pg; it is sent before this returns when the connection is free. */
export function submit(client: pg.Client, query: WireQuery): void {
  client.query(query as unknown as pg.Submittable)
}

/** A simple query; given as bytes it goes out as it is, in whatever client_encoding the session has. It may hold no NUL. */
export function sendQuery(connection: WireConnection, text: string | Buffer): void {
  if (typeof text === 'string') return connection.query(text)
  const head = Buffer.from('Q\0\0\0\0')
  head.writeInt32BE(text.length + 5, 1)
  connection.stream.write(Buffer.concat([head, text, Buffer.alloc(1)]))
}

/** Rows and copied data of a migration interest nobody and must not fill the memory. */
export class IgnoringHandlers {
  handleRowDescription(): void {}
  handleDataRow(_message: { fields: (string | null)[] }): void {}
  handlePortalSuspended(): void {}
  handleCopyData(): void {}
}

/** Rows of a command tag such as `INSERT 0 5`; null where the command counts none. */
export function rowsOfTag(tag: string): number | null {
  const counted = /^(?:INSERT|UPDATE|DELETE|MERGE|SELECT|COPY|MOVE|FETCH|CREATE TABLE AS)\b.*?(\d+)$/.exec(tag)
  return counted ? Number(counted[1]) : null
}
