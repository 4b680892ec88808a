/** The value of a cookie in the header that a browser sent. */
export function cookieValue(header: string, name: string): string | undefined {
  const pair = header.split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`))
  return pair?.slice(name.length + 1)
}

export interface CookieOptions {
  /** Over TLS alone; then its name begins with `__Host-`, which other hosts of a domain cannot set. */
  secure: boolean
  /** `Lax` where the cookie must come back with a link from elsewhere. */
  sameSite?: 'Strict' | 'Lax'
  path?: string
  /** Seconds; absent: as long as the browser runs. */
  maxAge?: number
}

/** Value of a Set-Cookie header: out of reach of scripts and of other sites. */
export function setCookie(name: string, value: string, { secure, sameSite = 'Strict', path = '/', maxAge }: CookieOptions): string {
  return `${name}=${value}; Path=${path}${maxAge === undefined ? '' : `; Max-Age=${Math.max(0, Math.round(maxAge))}`}; HttpOnly; SameSite=${sameSite}${secure ? '; Secure' : ''}`
}

/** Cookies know no ports: two studios on one machine must not end each other's sessions. */
export function cookieName(purpose: string, { secure, port }: { secure: boolean; port: number }): string {
  return secure ? `__Host-${purpose}` : `${purpose}_${port}`
}
