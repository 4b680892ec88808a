import { createRouterClient } from '@orpc/server'
import type { StrataClient } from '#shared/contract/client.ts'
import type { Engine } from '#engine/engine.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import { createRouter, type LogFailure } from '#engine/operations/dispatch.ts'

/** The contract served in this process. */
export function contractClient(engine: Engine, logFailure: LogFailure): StrataClient {
  const router = createRouter(allOperations(engine), logFailure)
  // The router's type is made by a loop over the contract, which hides that no call needs a context.
  return createRouterClient(router as never, { context: {} as never }) as unknown as StrataClient
}
