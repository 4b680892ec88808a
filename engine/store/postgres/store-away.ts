import { AppError } from '#shared/contract/app-error.ts'

const help = 'The store is PostgreSQL, as STRATA_STORE says: check that its server runs and can be reached. What runs goes on, and is written down once it answers.'

/** `place`: host, port and database. */
export function storeAway(place: string, cause: unknown): AppError {
  const problem = cause instanceof Error ? cause.message : String(cause)
  return new AppError('store_unusable', { problem: `${place}: ${problem}` }, { help, cause })
}
