import { AppError } from '#shared/contract/app-error.ts'

/** `state`: what is true of what was asked for, in a sentence. */
export function storeUnusable(thrown: unknown, state?: string): AppError {
  if (thrown instanceof AppError && thrown.code === 'store_unusable') return AppError.from({ ...thrown.data, ...(state && { state }) })
  return new AppError('store_unusable', { problem: thrown instanceof Error ? thrown.message : String(thrown) }, { ...(state && { state }), cause: thrown })
}

/** A write to the store, whose failure is `store_unusable`. */
export async function writing<T>(work: Promise<T>, state?: string): Promise<T> {
  try {
    return await work
  } catch (thrown) {
    throw storeUnusable(thrown, state)
  }
}

const duplicateCodes = new Set(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505'])

/** Whether a statement of the store failed because such a row is there already. */
export function isDuplicate(thrown: unknown): boolean {
  const { code, cause } = (thrown ?? {}) as { code?: unknown; cause?: unknown }
  return (typeof code === 'string' && duplicateCodes.has(code)) || (cause !== undefined && isDuplicate(cause))
}
