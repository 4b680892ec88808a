export interface OriginHeaders {
  host?: string | undefined
  origin?: string | undefined
  'sec-fetch-site'?: string | string[] | undefined
  'sec-fetch-mode'?: string | string[] | undefined
  'sec-fetch-dest'?: string | string[] | undefined
}

/** Names under which a browser may reach a server on this address. */
export function ownHosts(address: string, port: number): string[] {
  const names = address === '127.0.0.1' || address === '::1' ? ['127.0.0.1', 'localhost', '[::1]'] : [address.includes(':') ? `[${address}]` : address]
  return names.map((name) => `${name}:${port}`)
}

/**
 * Why a request is refused before anyone looks at its cookie, or undefined. The Host header stops pages that point a name
 * of their own at this machine; Origin and Sec-Fetch-Site stop pages that send requests here from elsewhere.
 */
export function foreignRequest(method: string, headers: OriginHeaders, hosts: readonly string[]): string | undefined {
  const host = headers.host?.toLowerCase() ?? ''
  if (!hosts.includes(host)) return 'A request to a foreign host name'
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) return 'A request from another page'
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isFollowedLink(method, headers)) return 'A request from another page'
  return undefined
}

/** A link to here in another page may be followed: the session's cookie does not come with it. */
function isFollowedLink(method: string, headers: OriginHeaders): boolean {
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
}
