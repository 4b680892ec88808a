import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '#shared/access/roles.ts'
import type { Visit } from '#shared/access/visit.ts'
import type { AppErrorData } from '#shared/contract/app-error.ts'
import type { OperationMeta } from '#shared/contract/operation.ts'
import type { Engine } from '#engine/engine.ts'
import type { StrataRouter } from '#engine/operations/dispatch.ts'
import type { Figures } from '../metrics/figures.ts'
import type { Callers } from '../callers.ts'
import type { ServerLimits } from '../limits.ts'
import type { Pressure } from '../pressure.ts'
import type { ServeOptions } from '../serve-router.ts'
import type { Oidc } from '../oidc.ts'
import type { ServerLife } from '../server-life.ts'

/** What the parts of the server work with. */
export interface ServerWorld {
  readonly router: StrataRouter
  readonly options: ServeOptions
  /** Absent where a contract is served without one. */
  readonly engine: Engine | undefined
  /** Under which this server may be called, `https://strata.example`, the one to show first; known once it listens. */
  readonly origins: readonly string[]
  readonly signIn: Visit['signIn']
  /** Browsers reach this server over TLS. */
  readonly secure: boolean
  /** Absent where no provider of sign-ins is named. */
  readonly oidc: Oidc | undefined
  /** Known once it listens. */
  readonly callers: Callers | undefined
  readonly limits: ServerLimits
  readonly life: ServerLife
  readonly pressure: Pressure
  readonly figures: Figures
  /** Whoever sent a request that was let in. */
  callerOf(request: FastifyRequest): Caller
  visitOf(request: FastifyRequest, reply: FastifyReply): Visit | undefined
  /** Notes that a request was refused. */
  denied(request: FastifyRequest, error: AppErrorData): void
}

/** One concern of the server, such as its limits or its figures: adds its routes and hooks before the server listens. */
export type ServerPart = (app: FastifyInstance, world: ServerWorld) => void | Promise<void>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Operation of the contract that the route calls. */
    operation?: OperationMeta
    /** Requests that the route answers without sign-in, and under any host name: it looks after itself. */
    openTo?: (request: FastifyRequest) => boolean
    /** A place where names and passwords could be tried: fewer requests. */
    signIn?: boolean
    /** Tells whether the server is well: answered also when it is busy or ending. */
    health?: boolean
    /** Answered also when the server is busy or ending. */
    whenBusy?: boolean
  }
}
