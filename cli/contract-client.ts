import { createRouterClient } from '@orpc/server'
import type { StrataClient } from '#shared/contract/client.ts'
import type { Caller } from '#shared/access/roles.ts'
import { denialNoter, engineGate } from '#engine/access/engine-gate.ts'
import { engineFor } from '#engine/access/visible-environments.ts'
import type { Engine } from '#engine/engine.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import { createRouter, type LogFailure, type StrataRouter } from '#engine/operations/dispatch.ts'
import { Previews } from '#engine/preview/previews.ts'

/** The contract served in this process, to the person who runs it or to another caller. */
export function contractClient(engine: Engine, logFailure: LogFailure, caller?: Caller): StrataClient {
  const router = caller ? callersRouter(engine, logFailure, caller) : createRouter(allOperations(engine), logFailure)
  // The router's type is made by a loop over the contract, which hides that no call needs a context.
  return createRouterClient(router as never, { context: (caller ? { caller } : {}) as never }) as unknown as StrataClient
}

/** By the same rules as on a server. */
function callersRouter(engine: Engine, logFailure: LogFailure, caller: Caller): StrataRouter {
  const previews = new Previews()
  return createRouter(allOperations(engineFor(engine, caller), previews), logFailure, engineGate(engine, previews, denialNoter(engine, () => {})))
}
