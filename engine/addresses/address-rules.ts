import ipaddr from 'ipaddr.js'
import type { AppInfo } from '#shared/contract/app.ts'

/** Where connections may go that somebody else has asked for: webhooks, and the profiles of databases. */
export interface AddressRules {
  /** Private, unique-local and shared (RFC 6598) networks. */
  readonly private: boolean
  /** This machine. */
  readonly loopback: boolean
  /** Host names, lower-case; they may lead to private networks and this machine. */
  readonly hosts: ReadonlySet<string>
  /** Networks, each of which is permitted whatever it is. */
  readonly networks: readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[]
}

/** Rules for each purpose. */
export interface AddressPolicy {
  readonly webhooks: AddressRules
  readonly databases: AddressRules
}

/**
 * What a host permits. A person at the machine may reach what the machine reaches; a server calls webhooks in public networks alone, and
 * databases also in private ones and beside it. Link-local addresses and those of metadata services are refused everywhere.
 * `allowed`: host names, addresses, networks as `10.0.0.0/8`, and the words `private` and `loopback`, with commas between.
 */
export function addressPolicy(host: AppInfo['host'], allowed = ''): AddressPolicy {
  const entries = allowed.split(/[\s,]+/).filter((entry) => entry !== '').map((entry) => entry.toLowerCase())
  const person = host !== 'browser'
  const networks = entries.map(networkOf).filter((network) => network !== undefined)
  const hosts = new Set(entries.filter((entry) => networkOf(entry) === undefined).map(hostKey))
  const free: AddressRules = { private: true, loopback: true, hosts, networks }
  return { databases: free, webhooks: person ? free : { private: entries.includes('private'), loopback: entries.includes('loopback'), hosts, networks } }
}

function networkOf(entry: string): readonly [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined {
  const text = entry.replace(/^\[(.*)\]$/, '$1')
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  if (!ipaddr.isValid(text)) return undefined
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

/** Lower-case, without the brackets of IPv6 and the dot of a full name. */
export function hostKey(host: string): string {
  return host.toLowerCase().replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
}

type Range = 'public' | 'private' | 'loopback' | 'link-local' | 'metadata' | 'multicast' | 'reserved'

/**
 * Addresses of metadata services outside of the link-local range: AWS, Azure, Alibaba Cloud and Oracle Cloud say so in their documentation.
 */
const metadata: ReadonlySet<string> = new Set(['169.254.169.254', '169.254.170.2', 'fd00:ec2::254', '168.63.129.16', '100.100.100.200', '192.0.0.192'])

const ranges: Readonly<Record<string, Range>> = {
  unicast: 'public', private: 'private', uniqueLocal: 'private', carrierGradeNat: 'private', loopback: 'loopback', linkLocal: 'link-local', multicast: 'multicast',
}

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** `::ffff:127.0.0.1` is 127.0.0.1; other forms that carry an IPv4 address, such as 6to4 and NAT64, are reserved. */
export function rangeOf(address: string): Range {
  const parsed = ipaddr.process(address)
  if (metadata.has(parsed.toString().split('%')[0] ?? '')) return 'metadata'
  const range = ranges[parsed.range()] ?? 'reserved'
  // RFC 4291: nothing else was given out yet. Without this `::7f00:1` would pass as public.
  if (range === 'public' && parsed instanceof ipaddr.IPv6 && !parsed.match(globalUnicast)) return 'reserved'
  return range
}

const words: Readonly<Record<Range, string>> = {
  public: '', private: 'it lies in a private network', loopback: 'it is this machine itself', 'link-local': 'it is a link-local address',
  metadata: 'it belongs to the metadata service of a cloud', multicast: 'it is a multicast address', reserved: 'it lies in a reserved range',
}

/** Why an address is refused, or undefined. `host`: the name that led to it. */
export function refusalOf(rules: AddressRules, address: string, host = address): string | undefined {
  if (!ipaddr.isValid(address)) return 'it is no address'
  const parsed = ipaddr.process(address)
  if (rules.networks.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network as never, bits))) return undefined
  const range = rangeOf(address)
  const named = rules.hosts.has(hostKey(host))
  if (range === 'public' || ((range === 'private' || range === 'loopback') && (named || rules[range]))) return undefined
  return words[range]
}
