import { z } from 'zod'
import { errorCodes, errorKind, fillWords, type ErrorCode } from './errors.ts'

/** Where a problem stands: in a file, in a field of the request, or in a step of a procedure. */
export const placeSchema = z.object({
  file: z.string().optional(),
  /** 1-based. */
  line: z.int().optional(),
  /** 1-based, in characters as an editor counts them. */
  column: z.int().optional(),
  /** Number of the statement in the file, from 1. */
  statement: z.int().optional(),
  /** The line of the file with a caret line under it. */
  caret: z.string().optional(),
  /** Path of the input field, such as `connection.port`. */
  field: z.string().optional(),
  step: z.string().optional(),
})
export type Place = z.infer<typeof placeSchema>

export const pgErrorSchema = z.object({
  sqlstate: z.string(),
  message: z.string(),
  detail: z.string().optional(),
  hint: z.string().optional(),
  /** PL/pgSQL context of the error. */
  context: z.string().optional(),
})
export type PgErrorInfo = z.infer<typeof pgErrorSchema>

export const appErrorSchema = z.object({
  code: z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  help: z.string().optional(),
  /** What state things are in now, when something had begun. */
  state: z.string().optional(),
  where: placeSchema.optional(),
  pg: pgErrorSchema.optional(),
  /** Values of the `{names}` in the words, so that a host can say them in another language. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** Short id that stands in the log beside the cause. */
  ref: z.string(),
})
export type AppErrorData = z.infer<typeof appErrorSchema>

export interface AppErrorOptions {
  help?: string
  state?: string
  where?: Place
  pg?: PgErrorInfo
  /** For the log only; never crosses the boundary. */
  cause?: unknown
}

/** The one error of the boundary: an operation could not do its work. Expected findings are Diagnostics instead. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly data: AppErrorData

  constructor(code: ErrorCode, params: Record<string, string | number> = {}, options: AppErrorOptions = {}) {
    const ref = newRef()
    const words = { ref, ...params }
    const message = fillWords(errorKind(code).message, words)
    super(message, { cause: options.cause })
    this.code = code
    const { cause: _cause, help, ...rest } = options
    this.data = { code, message, help: help ?? fillWords(errorKind(code).help, words), ...rest, params, ref }
  }

  static from(data: AppErrorData): AppError {
    const error = new AppError(data.code, data.params)
    Object.assign(error, { message: data.message, data })
    return error
  }

  toJSON(): AppErrorData {
    return this.data
  }
}

/** Anything thrown, as an AppError; what is not one already becomes `internal` with the cause kept for the log. */
export function toAppError(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : new AppError('internal', {}, { cause: thrown })
}

const alphabet = '23456789abcdefghjkmnpqrstuvwxyz'

function newRef(): string {
  return Array.from({ length: 8 }, () => alphabet[Math.floor(Math.random() * alphabet.length)]).join('')
}
