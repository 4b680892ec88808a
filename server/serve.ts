import type { Engine } from '#engine/engine.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import type { AllHandlers } from '#shared/contract/handlers.ts'
import { Previews } from '#engine/preview/previews.ts'
import { createRouter, type HandlersOf } from '#engine/operations/dispatch.ts'
import { serveRouter, type ServeOptions, type Served } from './serve-router.ts'

export type { ServeOptions, Served } from './serve-router.ts'

/** `strata serve`: the studio of this engine for browsers and programs of this machine. The caller closes the engine. */
export function serve(engine: Engine, options: ServeOptions): Promise<Served> {
  const logError = options.logError
  const router = createRouter(operationsOf(engine), (failure, operation, cause) => logError?.(failure.message, { ref: failure.ref, operation, cause }))
  return serveRouter(router, options, engine)
}

/** Each caller's operations are those of an engine in which that caller is the actor. */
function operationsOf(engine: Engine): HandlersOf {
  const previews = new Previews()
  const own = allOperations(engine, previews)
  const others = new Map<string, AllHandlers>()
  return (caller) => {
    if (!caller || caller.kind === 'local') return own
    const handlers = others.get(caller.name) ?? allOperations({ ...engine, actor: { user: caller.name, host: engine.actor.host } }, previews)
    others.set(caller.name, handlers)
    return handlers
  }
}
