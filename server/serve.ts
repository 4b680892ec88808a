import type { FastifyRequest } from 'fastify'
import type { Caller } from '#shared/access/roles.ts'
import { ownerLink } from '#shared/contract/access.ts'
import type { AppErrorData } from '#shared/contract/app-error.ts'
import type { AllHandlers } from '#shared/contract/handlers.ts'
import { accountsOf } from '#engine/access/accounts.ts'
import { denialNoter, engineGate } from '#engine/access/engine-gate.ts'
import { engineFor } from '#engine/access/visible-environments.ts'
import type { EngineLog } from '#engine/create-engine.ts'
import type { Engine } from '#engine/engine.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import { createRouter, type HandlersOf } from '#engine/operations/dispatch.ts'
import { Previews } from '#engine/preview/previews.ts'
import { pathOf } from './error-answer.ts'
import { admittedOf } from './parts/admission.ts'
import { serveRouter, type ServeOptions, type Served } from './serve-router.ts'

export type { ServeOptions, Served } from './serve-router.ts'

export interface EngineServeOptions extends Omit<ServeOptions, 'denied'> {
  /** Gets a line for each denial. */
  log?: EngineLog
}

export interface EngineServed extends Served {
  /** Leads to making the owner, good for a day; undefined where there is one. */
  ownerUrl: string | undefined
}

/** `strata serve`: the studio of this engine for browsers and programs. The caller closes the engine. */
export async function serve(engine: Engine, { log = () => {}, ...options }: EngineServeOptions): Promise<EngineServed> {
  const { logError } = options
  const previews = new Previews()
  const note = denialNoter(engine, log)
  const router = createRouter(operationsOf(engine, previews), (failure, operation, cause) => logError?.(failure.message, { ref: failure.ref, operation, cause }), engineGate(engine, previews, note))
  const denied = (request: FastifyRequest, { code, message }: AppErrorData) => note({ by: admittedOf(request).caller.name, address: request.ip, what: request.routeOptions.config.operation?.name ?? `${request.method} ${pathOf(request)}`, env: null, code, message })
  const served = await serveRouter(router, { ...options, denied }, engine)
  return { ...served, ownerUrl: options.signIn === 'users' ? await ownerUrl(engine, served.origin) : undefined }
}

async function ownerUrl(engine: Engine, origin: string): Promise<string | undefined> {
  const { users, links } = accountsOf(engine)
  return (await users.hasOwner()) ? undefined : `${origin}${ownerLink}${await links.make()}`
}

/** Engines of the callers of late that are kept, with what they have read. */
const mostCallers = 50

/** Each caller's operations are those of an engine in which that caller is the actor, and in which there is nothing else than that caller may see. */
function operationsOf(engine: Engine, previews: Previews): HandlersOf {
  const own = allOperations(engine, previews)
  const others = new Map<string, AllHandlers>()
  return (caller) => {
    if (!caller || caller.kind === 'local') return own
    const key = keyOf(caller)
    const handlers = others.get(key) ?? allOperations(engineFor(engine, caller), previews)
    others.delete(key)
    others.set(key, handlers)
    for (const old of [...others.keys()].slice(0, Math.max(0, others.size - mostCallers))) others.delete(old)
    return handlers
  }
}

/** Callers with the same name and the same rights have the same engine. */
function keyOf({ name, grants }: Caller): string {
  return JSON.stringify([name, grants.map(({ env, role }) => `${env} ${role}`).toSorted()])
}
