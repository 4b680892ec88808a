import { badSettings } from './bad-settings.ts'

export type Parameters = Map<string, string>

/**
 * Reads `postgres://user:password@host:port/database?name=value` as libpq does (fe-connect.c, conninfo_uri_parse): parameters of the
 * query win, an empty part counts as not given. Errors never quote the text, because any part of it may belong to a password.
 */
export function parseConnectionUri(uri: string): Parameters {
  const [, rest = ''] = /^[a-z0-9+.]+:\/\/(.*)$/is.exec(uri) ?? []
  const { credentials, address } = splitCredentials(rest)
  const [, hosts = '', database = '', query = ''] = /^([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(address) ?? []
  if (hosts.includes('@')) throw badSettings('there is more than one @ before the host; inside a user name or password write %40 for @')
  const parameters: Parameters = new Map()
  const give = (name: string, value: string) => {
    if (value !== '') parameters.set(name, decode(value))
  }
  give('user', credentials.user)
  give('password', credentials.password)
  giveHosts(hosts, parameters)
  give('dbname', database)
  readQuery(query, parameters)
  return parameters
}

function splitCredentials(rest: string): { credentials: { user: string; password: string }; address: string } {
  const [, before, address] = /^([^@/]*)@(.*)$/s.exec(rest) ?? []
  if (before === undefined || address === undefined) return { credentials: { user: '', password: '' }, address: rest }
  const colon = before.indexOf(':')
  const credentials = colon < 0 ? { user: before, password: '' } : { user: before.slice(0, colon), password: before.slice(colon + 1) }
  return { credentials, address }
}

function giveHosts(text: string, parameters: Parameters): void {
  if (text === '') return
  const parts = text.split(',').map(splitHost)
  if (parts.some(({ host }) => host !== '')) parameters.set('host', parts.map(({ host }) => decode(host)).join(','))
  if (parts.some(({ port }) => port !== '')) parameters.set('port', parts.map(({ port }) => decode(port)).join(','))
}

function splitHost(text: string): { host: string; port: string } {
  if (!text.startsWith('[')) {
    const colon = text.indexOf(':')
    if (colon !== text.lastIndexOf(':')) throw badSettings('an IPv6 address must stand in brackets, as in [::1]:5432')
    return colon < 0 ? { host: text, port: '' } : { host: text.slice(0, colon), port: text.slice(colon + 1) }
  }
  const [, host, port = ''] = /^\[([^\]]+)\](?::(.*))?$/s.exec(text) ?? []
  if (host === undefined) throw badSettings('the IPv6 address in brackets is not complete')
  return { host, port }
}

function readQuery(query: string, parameters: Parameters): void {
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name = '', value, ...more] = pair.split('=')
    if (value === undefined || more.length > 0) throw badSettings('each parameter after ? must be written as name=value, with %3D for = inside a value')
    parameters.set(decode(name), decode(value))
  }
}

function decode(text: string): string {
  if (/%00/.test(text)) throw badSettings('%00 is not allowed')
  try {
    return decodeURIComponent(text)
  } catch {
    throw badSettings('a % is not followed by two hexadecimal digits of a UTF-8 character; for a real % write %25')
  }
}
