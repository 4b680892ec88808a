import { hostname, networkInterfaces } from 'node:os'

export interface OriginHeaders {
  host?: string | undefined
  origin?: string | undefined
  'sec-fetch-site'?: string | string[] | undefined
  'sec-fetch-mode'?: string | string[] | undefined
  'sec-fetch-dest'?: string | string[] | undefined
}

export interface Listening {
  /** Address and port that the server listens on. */
  address: string
  port: number
  tls: boolean
  /** Where a proxy serves it. */
  publicUrl?: string | undefined
}

/** Origins under which a browser may reach a server: `http://127.0.0.1:4510`. The first is the one to show. */
export function ownOrigins({ address, port, tls, publicUrl }: Listening): string[] {
  const own = namesOf(address).map((name) => new URL(`${tls ? 'https' : 'http'}://${name}:${port}`).origin)
  return [...(publicUrl === undefined ? [] : [new URL(publicUrl).origin]), ...own]
}

export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || /^127(\.\d{1,3}){3}$/.test(address)
}

function namesOf(address: string): string[] {
  const loopback = ['127.0.0.1', 'localhost', '[::1]']
  if (isLoopback(address)) return loopback
  if (address !== '0.0.0.0' && address !== '::') return [inUrl(address)]
  const others = Object.values(networkInterfaces()).flatMap((all) => all ?? []).filter(({ internal }) => !internal).map((one) => inUrl(one.address))
  return [...loopback, hostname().toLowerCase(), ...others]
}

function inUrl(address: string): string {
  return address.includes(':') ? `[${address.replace(/%.*$/, '')}]` : address
}

/**
 * Why a request is refused before anyone looks at its cookie, or undefined. The Host header stops pages that point a name
 * of their own at this machine; Origin and Sec-Fetch-Site stop pages that send requests here from elsewhere.
 */
export function foreignRequest(method: string, headers: OriginHeaders, origins: readonly string[]): string | undefined {
  const host = headers.host?.toLowerCase() ?? ''
  const own = origins.filter((origin) => hostOf(origin) === host || hostWithPort(origin) === host)
  if (own.length === 0) return 'A request to a foreign host name'
  if (headers.origin !== undefined && !own.includes(headers.origin.toLowerCase())) return 'A request from another page'
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isFollowedLink(method, headers)) return 'A request from another page'
  return undefined
}

function hostOf(origin: string): string {
  return new URL(origin).host
}

/** Programs may write the port although it is the usual one. */
function hostWithPort(origin: string): string {
  const { protocol, host, port } = new URL(origin)
  return port === '' ? `${host}:${protocol === 'https:' ? 443 : 80}` : host
}

/** A link to here in another page may be followed: the session's cookie does not come with it. */
function isFollowedLink(method: string, headers: OriginHeaders): boolean {
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
}
