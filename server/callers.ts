import type { FastifyReply, FastifyRequest } from 'fastify'
import { localCaller, nobody, type Caller } from '#shared/access/roles.ts'
import type { Visit } from '#shared/access/visit.ts'
import { AppError } from '#shared/contract/app-error.ts'
import { accountsOf } from '#engine/access/accounts.ts'
import type { Engine } from '#engine/engine.ts'
import { cookieName, cookieValue, setCookie } from './cookies.ts'
import { bearerOf, LinkAccess } from './link-access.ts'

/** Who sent a request, and by what it is known. */
export interface Admitted {
  caller: Caller
  /** `cookie`: a browser sent it by itself, so that another page may be behind the request. */
  by: 'cookie' | 'bearer' | 'nothing'
  session?: string | undefined
}

export interface CallersOptions {
  engine: Engine | undefined
  signIn: Visit['signIn']
  port: number
  /** Browsers reach this server over TLS. */
  secure: boolean
  withApiToken: boolean
  provider: Visit['provider']
}

export const nobodyAdmitted: Admitted = { caller: nobody, by: 'nothing' }

/** Finds out who sent a request, by its token or its cookie. */
export class Callers {
  readonly link: LinkAccess
  readonly #options: CallersOptions
  readonly #cookie: string

  constructor(options: CallersOptions) {
    this.#options = options
    this.link = new LinkAccess(options.port, options.withApiToken)
    this.#cookie = cookieName('strata', options)
  }

  /** A token that is sent must hold: whoever means to be somebody is not let in as nobody. Throws `sign_in_required`. */
  async admit({ headers }: Pick<FastifyRequest, 'headers'>): Promise<Admitted> {
    const bearer = bearerOf(headers)
    if (bearer !== undefined) {
      const caller = await this.#byToken(bearer)
      if (!caller) throw new AppError('sign_in_required', {}, { help: 'The token is not known, has expired or was revoked. Make another one under People, or by "strata tokens create".' })
      return { caller, by: 'bearer' }
    }
    return this.#options.signIn === 'link' ? this.#byLink(headers) : this.#byCookie(headers.cookie ?? '')
  }

  /** What the operations may know of the request, and do to its answer. */
  visit(request: FastifyRequest, reply: FastifyReply, { session }: Admitted): Visit {
    const { signIn, provider, secure } = this.#options
    const keep = (token: string, expiresAt: number) => void reply.header('set-cookie', setCookie(this.#cookie, token, { secure, maxAge: (expiresAt - Date.now()) / 1000 }))
    const forget = () => void reply.header('set-cookie', setCookie(this.#cookie, '', { secure, maxAge: 0 }))
    return { signIn, provider, address: request.ip, agent: request.headers['user-agent'] ?? '', session, keep, forget }
  }

  async #byToken(bearer: string): Promise<Caller | undefined> {
    const { engine } = this.#options
    if (this.link.isApiToken(bearer)) return this.#local()
    return engine && engine.database.kind !== 'none' ? accountsOf(engine).byToken(bearer) : undefined
  }

  #byLink(headers: FastifyRequest['headers']): Admitted {
    return this.link.admits(headers) ? { caller: this.#local(), by: 'cookie' } : nobodyAdmitted
  }

  async #byCookie(header: string): Promise<Admitted> {
    const { engine } = this.#options
    const value = cookieValue(header, this.#cookie)
    const found = engine && value !== undefined && value !== '' ? await accountsOf(engine).bySession(value) : undefined
    return found ? { caller: found.caller, by: 'cookie', session: found.session.id } : nobodyAdmitted
  }

  #local(): Caller {
    return localCaller(this.#options.engine?.actor.user ?? 'local')
  }
}
