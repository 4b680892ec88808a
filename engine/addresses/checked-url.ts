import { isIP } from 'node:net'
import { AppError } from '#shared/contract/app-error.ts'
import { hostKey, refusalOf, type AddressRules } from './address-rules.ts'

/** Ports of other protocols that the Fetch standard blocks; below 1024 those of HTTP alone are called. */
const blocked: ReadonlySet<number> = new Set([1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080])

/**
 * The address of a webhook, as far as it can be judged without resolving it. The parser has turned every way to write an IPv4 address,
 * such as 0x7f.1 or 2130706433, into the usual one. Throws `address_refused` without naming more of it than scheme, host and port.
 */
export function checkedUrl(rules: AddressRules, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url) throw refused('that was given', 'it is no URL')
  const problem = problemOf(rules, url)
  if (problem) throw refused(shownAddress(url), problem)
  return url
}

/** Scheme, host and port: the path of a webhook's address is often its secret. */
export function shownAddress({ protocol, host }: URL): string {
  return `${protocol}//${host}`
}

/** Without the brackets of IPv6. */
export function hostOf({ hostname }: URL): string {
  return hostKey(hostname)
}

function problemOf(rules: AddressRules, url: URL): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'it is neither http nor https'
  if (url.username !== '' || url.password !== '') return 'it holds a user or a password'
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if ((port < 1024 && port !== 80 && port !== 443) || blocked.has(port)) return `port ${port} is one of another protocol`
  const host = hostOf(url)
  if (isIP(host) !== 0) return refusalOf(rules, host)
  return isLocalName(host) && !rules.loopback && !rules.hosts.has(host) ? 'it is this machine itself' : undefined
}

/** RFC 6761: these names lead to this machine, whatever a resolver says. */
function isLocalName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost')
}

function refused(address: string, problem: string): AppError {
  return new AppError('address_refused', { address, problem }, { where: { field: 'url' }, help: 'Give another address, or let the server permit this one with STRATA_ALLOW_ADDRESSES.' })
}
