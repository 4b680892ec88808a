import { createRouterClient } from '@orpc/server'
import type { StrataClient } from '#shared/contract/client.ts'
import type { Engine } from '#engine/engine.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import { createRouter, type LogFailure } from '#engine/operations/dispatch.ts'

/** The contract served in this process. */
export function localClient(engine: Engine, logFailure: LogFailure): StrataClient {
  return createRouterClient(createRouter(allOperations(engine), logFailure))
}
