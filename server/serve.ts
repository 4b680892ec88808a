import type { Engine } from '#engine/engine.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import { createRouter } from '#engine/operations/dispatch.ts'
import { serveRouter, type ServeOptions, type Served } from './serve-router.ts'

export type { ServeOptions, Served } from './serve-router.ts'

/** `strata serve`: the studio of this engine for browsers and programs of this machine. The caller closes the engine. */
export function serve(engine: Engine, options: ServeOptions): Promise<Served> {
  const logError = options.logError
  const router = createRouter(allOperations(engine), (failure, operation, cause) => logError?.(failure.message, { ref: failure.ref, operation, cause }))
  return serveRouter(router, options)
}
