import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** A proxy that is trusted may have numbered the request already; anybody else's number could lead a reader of the log astray. */
export function requestIds(believed: boolean): (request: Pick<IncomingMessage, 'headers'>) => string {
  return ({ headers }) => {
    const given = headers['x-request-id']
    return believed && typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID()
  }
}
