import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { cookieName, cookieValue, setCookie } from './cookies.ts'

/** The personal mode: whoever followed the printed link once, by cookie, is the person who started the server; so is whoever has its API token. */
export class LinkAccess {
  /** Stands in the printed link; good for one sign-in. */
  readonly linkToken: string
  readonly apiToken: string | undefined
  readonly cookieName: string
  readonly #sessions = new Set<string>()
  #link: Buffer | undefined

  constructor(port: number, withApiToken: boolean) {
    this.linkToken = newToken()
    this.#link = digest(this.linkToken)
    this.apiToken = withApiToken ? newToken() : undefined
    this.cookieName = cookieName('strata', { secure: false, port })
  }

  /** Value of the session's cookie header, or undefined for a token that is wrong or was used. */
  signIn(token: string): string | undefined {
    if (!this.#link || !timingSafeEqual(this.#link, digest(token))) return undefined
    this.#link = undefined
    const session = newToken()
    this.#sessions.add(digest(session).toString('hex'))
    return setCookie(this.cookieName, session, { secure: false })
  }

  /** By the headers `cookie` and `authorization`. */
  admits(headers: { cookie?: string | undefined; authorization?: string | undefined }): boolean {
    const bearer = bearerOf(headers)
    return bearer === undefined ? this.#hasSession(headers.cookie ?? '') : this.isApiToken(bearer)
  }

  isApiToken(bearer: string): boolean {
    return this.apiToken !== undefined && timingSafeEqual(digest(this.apiToken), digest(bearer))
  }

  #hasSession(cookies: string): boolean {
    const session = cookieValue(cookies, this.cookieName)
    return session !== undefined && this.#sessions.has(digest(session).toString('hex'))
  }
}

/** The token of an Authorization header; another scheme than Bearer is no token, and no cookie either. */
export function bearerOf({ authorization }: { authorization?: string | undefined }): string | undefined {
  return authorization === undefined ? undefined : (/^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '')
}

/** 256 random bits. */
function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Tokens are compared, and sessions kept, by their hashes. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
