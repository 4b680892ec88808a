import { ORPCError, type ContractRouterClient } from '@orpc/contract'
import { AppError, appErrorSchema, toAppError } from './app-error.ts'
import type { Contract } from './contract.ts'

/** Typed client of the whole contract; the same in a window, over HTTP and in process. */
export type StrataClient = ContractRouterClient<Contract>

/** What a client call threw, as the one error of the boundary. */
export function asAppError(thrown: unknown): AppError {
  if (!(thrown instanceof ORPCError)) return isAbort(thrown) ? new AppError('cancelled', {}, { cause: thrown }) : toAppError(thrown)
  const data = appErrorSchema.safeParse(thrown.data)
  if (data.success) return AppError.from(data.data)
  return new AppError('internal', {}, { cause: thrown })
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === 'AbortError' || /\baborted\b/i.test(thrown.message))
}
