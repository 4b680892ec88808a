import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'

/** What could not be carried into the shadow, or is other than on the target. */
export function shadowNote(code: string, severity: Diagnostic['severity'], message: string, more: Pick<Diagnostic, 'help' | 'subject' | 'params'> = {}): Diagnostic {
  return { code, severity, message, ...more }
}

const dropped = 'The shadow database was dropped; nothing else was touched.'

/** What went wrong in the shadow itself, in the words of the boundary; errors that have words already keep them. */
export function shadowFailure(thrown: unknown, title: string, signal: AbortSignal): AppError {
  if (signal.aborted) return new AppError('cancelled', {}, { cause: thrown })
  if (thrown instanceof AppError && thrown.code !== 'connection_lost') return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return failureOf(message, thrown instanceof pg.DatabaseError ? thrown.code : undefined, title, thrown)
}

/** `message`: as a client program or the server has it. */
export function failureOf(message: string, sqlstate: string | undefined, title: string, cause?: unknown): AppError {
  if (sqlstate === '53100' || isFullDisk(message)) return new AppError('disk_full', { what: `the shadow database on ${title}` }, { state: dropped, cause })
  if (isLoss(message) || sqlstate?.startsWith('57P')) return new AppError('shadow_failed', { problem: `${title} ended the connection: ${message}` }, { state: dropped, help: 'Look into the log of that server, then try again.', cause })
  return new AppError('shadow_failed', { problem: message }, { state: dropped, cause })
}

export function isFullDisk(message: string): boolean {
  return /No space left on device|could not extend file|could not write .*: No space/.test(message)
}

/** pg_restore says so in libpq's words, the driver in its own. */
export function isLoss(message: string): boolean {
  return /server closed the connection|terminating connection|no connection to the server|connection to server .* failed|SSL SYSCALL error|could not (?:send|receive) data|Connection terminated|ECONNRESET|ECONNREFUSED|EPIPE|the database system is (?:shutting down|starting up|in recovery)/i.test(message)
}
