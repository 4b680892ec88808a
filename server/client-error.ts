import type { Socket } from 'node:net'
import { AppError } from '#shared/contract/app-error.ts'
import { errorKind } from '#shared/contract/errors.ts'
import type { ServerLimits } from './limits.ts'

/** Answers what never became a request: malformed, with too large a head, or not complete in time. Nothing of it is repeated. */
export function answerClientError(limits: ServerLimits): (error: NodeJS.ErrnoException, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    const { code, data } = problemOf(error.code, limits)
    const body = JSON.stringify(data)
    const { status } = errorKind(code)
    if (socket.writable) socket.write(`HTTP/1.1 ${status} ${words[status] ?? 'Bad Request'}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`)
    socket.destroySoon()
  }
}

const words: Readonly<Record<number, string>> = { 408: 'Request Timeout', 413: 'Payload Too Large' }

function problemOf(code: string | undefined, limits: ServerLimits): AppError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new AppError('too_slow', { seconds: Math.min(limits.headersSeconds, limits.requestSeconds) })
  if (code === 'HPE_HEADER_OVERFLOW') return new AppError('too_large', { limit: '16 KB of headers' })
  return new AppError('bad_request', { problem: 'it is no HTTP request' })
}
