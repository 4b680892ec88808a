import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'

export interface FailureFrame {
  signal: AbortSignal
  user: string
  /** What needed the room, for `disk_full`. */
  what: string
  /** What state things are in after the failure. */
  state: string
  /** Makes the error where no more fitting one is known. */
  other(problem: string, options: { state: string; pg?: AppError['data']['pg']; cause: unknown }): AppError
}

/** Anything that a backup or restore threw, as the one error; a cancelled one is cancelled, whatever broke because of it. */
export function asBackupError(thrown: unknown, frame: FailureFrame): AppError {
  const { signal, state } = frame
  if (signal.aborted) return new AppError('cancelled', {}, { state, cause: thrown })
  if (thrown instanceof AppError) return thrown
  if (thrown instanceof pg.DatabaseError) return fromServer(thrown, frame)
  const { code, message } = thrown as NodeJS.ErrnoException
  if (code !== undefined && ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return new AppError('disk_full', { what: frame.what }, { state, cause: thrown })
  if (/connection terminated|connection error|ECONNRESET|EPIPE|not queryable/i.test(`${message} ${code}`)) return new AppError('connection_lost', {}, { state, cause: thrown })
  if (code !== undefined) return frame.other(message, { state, cause: thrown })
  return new AppError('internal', {}, { state, cause: thrown })
}

function fromServer(error: pg.DatabaseError, { user, what, state, other }: FailureFrame): AppError {
  const { code = '', message, detail, hint, where } = error
  const info = { sqlstate: code, message, ...(detail && { detail }), ...(hint && { hint }), ...(where && { context: where }) }
  const options = { state, pg: info, cause: error }
  if (code === '42501') return new AppError('permission_denied', { user, problem: message }, options)
  if (/^(08|57P0)/.test(code)) return new AppError('connection_lost', {}, options)
  if (code === '53100') return new AppError('disk_full', { what }, options)
  return other(message, options)
}
