import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import { openContext } from './open-context.ts'
import { RolledBackTracer } from './rolled-back-tracer.ts'
import { ShadowTracer } from './shadow-tracer.ts'
import type { TraceOptions, Tracer } from './trace-types.ts'

export type { ScriptTrace, TraceOptions, Tracer } from './trace-types.ts'

/** On a shadow: each script is committed, so that the next one finds what it made. `environment` is the shadow's. */
export async function openTracer(engine: Engine, environment: Environment, options: TraceOptions): Promise<Tracer> {
  return new ShadowTracer(await openContext(engine, environment, options, { wholeServer: options.throwAway === true, ownDatabase: false }))
}

/** On the target: all scripts in one transaction that is rolled back by `close`; what cannot run in a transaction, or has effects outside of it, is skipped with the reason. */
export async function openRolledBackTracer(engine: Engine, environment: Environment, options: TraceOptions): Promise<Tracer> {
  // Roles and privileges are rolled back with the rest.
  return new RolledBackTracer(await openContext(engine, environment, options, { wholeServer: true, ownDatabase: true }))
}
