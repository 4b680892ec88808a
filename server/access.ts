import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Who may speak to the server: whoever followed the link once, by cookie, and whoever has the API token. */
export class Access {
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
    // Cookies know no ports: two studios on one machine must not end each other's sessions.
    this.cookieName = `strata_${port}`
  }

  /** Value of the session's cookie header, or undefined for a token that is wrong or was used. */
  signIn(token: string): string | undefined {
    if (!this.#link || !timingSafeEqual(this.#link, digest(token))) return undefined
    this.#link = undefined
    const session = newToken()
    this.#sessions.add(digest(session).toString('hex'))
    return `${this.cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`
  }

  /** By the headers `cookie` and `authorization`. */
  admits(headers: { cookie?: string | undefined; authorization?: string | undefined }): boolean {
    const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1]
    if (bearer !== undefined) return this.apiToken !== undefined && timingSafeEqual(digest(this.apiToken), digest(bearer))
    const session = cookieValue(headers.cookie ?? '', this.cookieName)
    return session !== undefined && this.#sessions.has(digest(session).toString('hex'))
  }
}

function cookieValue(header: string, name: string): string | undefined {
  const pair = header.split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`))
  return pair?.slice(name.length + 1)
}

/** 256 random bits. */
function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Tokens are compared, and sessions kept, by their hashes. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
