import type { Socket } from 'node:net'

/** What a server says first, when asked for TLS or for a session. */
const startOfSession = ['R', 'E', 'N', 'v']

/**
 * Notices a server of another kind by its first bytes: the driver would wait for ever for the rest of what looks to it like a long
 * message. Call before anything is sent; tells once the answer has come.
 */
export function watchFirstAnswer(socket: Socket, asksForTls: boolean): { isForeign(): boolean } {
  let foreign = false
  socket.once('data', (chunk: Buffer) => {
    foreign = !isPostgres(chunk, asksForTls)
    if (foreign) socket.destroy()
  })
  return { isForeign: () => foreign }
}

/** PostgreSQL manual, "Message Formats": one byte S or N to a TLS request; else a message type and a length of four bytes. */
export function isPostgres(chunk: Buffer, asksForTls: boolean): boolean {
  const letter = String.fromCharCode(chunk[0] ?? 0)
  if (asksForTls && chunk.length === 1) return letter === 'S' || letter === 'N'
  if (asksForTls && letter !== 'E') return false
  if (!startOfSession.includes(letter)) return false
  return chunk.length < 5 || chunk.readUInt32BE(1) < 30_000
}
