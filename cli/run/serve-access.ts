import { readFileSync } from 'node:fs'
import { AppError } from '#shared/contract/app-error.ts'
import type { EngineServed, EngineServeOptions } from '../../server/serve.ts'
import type { OidcOptions } from '../../server/oidc.ts'
import { isLoopback } from '../../server/request-origin.ts'
import type { Terminal } from '../terminal.ts'
import { grantOf } from './grant-text.ts'

export interface ServeAccess {
  host?: string | undefined
  tlsCert?: string | undefined
  tlsKey?: string | undefined
  insecureHttp: boolean
  publicUrl?: string | undefined
  /** The personal mode. */
  link: boolean
  oidc?: OidcAccess
}

export interface OidcAccess {
  issuer: string
  clientId?: string | undefined
  secretFile?: string | undefined
  name?: string | undefined
  nameClaim?: string | undefined
  groupsClaim?: string | undefined
  /** `GROUP=ROLE` or `GROUP=ROLE@ENVIRONMENT`. */
  groups: readonly string[]
  domains: readonly string[]
}

/** Who may reach the server, and how people sign in. Throws `bad_request`. */
export function accessOptions({ host, tlsCert, tlsKey, insecureHttp, publicUrl, link, oidc }: ServeAccess): Partial<EngineServeOptions> {
  if ((tlsCert === undefined) !== (tlsKey === undefined)) throw new AppError('bad_request', { problem: '--tls-cert and --tls-key belong together' })
  if (link && oidc) throw new AppError('bad_request', { problem: 'with --link nobody signs in through a provider' })
  return {
    signIn: link ? 'link' : 'users',
    insecureHttp,
    ...(host !== undefined && { host }),
    ...(publicUrl !== undefined && { publicUrl: checkedUrl(publicUrl) }),
    ...(oidc && { oidc: oidcOptions(oidc) }),
    ...(tlsCert !== undefined && tlsKey !== undefined && { tls: { cert: read('--tls-cert', tlsCert), key: read('--tls-key', tlsKey) } }),
  }
}

function read(flag: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (thrown) {
    throw new AppError('bad_request', { problem: `the file of ${flag} cannot be read: ${file}` }, { cause: thrown })
  }
}

/** The secret stands in a file or a variable, since every user of the machine can read a list of arguments. */
function oidcOptions({ issuer, clientId, secretFile, name, nameClaim = 'preferred_username', groupsClaim = 'groups', groups, domains }: OidcAccess): OidcOptions {
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  const clientSecret = secretFile === undefined ? process.env['STRATA_OIDC_SECRET'] : read('--oidc-secret-file', secretFile).trim()
  if (!url || (url.protocol !== 'https:' && !isLoopback(url.hostname))) throw new AppError('bad_request', { problem: '--oidc-issuer must be an https:// address' })
  if (!clientId || !clientSecret) throw new AppError('bad_request', { problem: '--oidc-issuer needs --oidc-client-id and a secret' }, { help: 'Put the secret into a file for --oidc-secret-file, or into STRATA_OIDC_SECRET.' })
  return { issuer, clientId, clientSecret, name: name ?? url.hostname, nameClaim, groupsClaim, domains, groups: groups.map(groupOf) }
}

function groupOf(text: string): OidcOptions['groups'][number] {
  const at = text.lastIndexOf('=')
  if (at < 1) throw new AppError('bad_request', { problem: `"${text}" gives a group no role` }, { help: 'Write GROUP=ROLE, or GROUP=ROLE@ENVIRONMENT.' })
  return { group: text.slice(0, at), ...grantOf(text.slice(at + 1)) }
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.username === '') return url.origin
  throw new AppError('bad_request', { problem: `"${text}" is no address that --public-url can be` }, { help: 'Write the scheme and the host alone, such as https://strata.example.' })
}

/** Tells where the studio is, and once how its owner is made. */
export function tellAddress({ out, err }: Terminal, { url, ownerUrl }: EngineServed, { link }: Pick<ServeAccess, 'link'>): void {
  out(`Strata is served at ${ownerUrl ?? url}\n`)
  if (link) err('The address is good for one sign-in.\n')
  else if (ownerUrl !== undefined) err('Nobody can sign in yet: this address makes the owner. It is good once, for a day.\n')
  else err('Sign in there by name and password. If no owner can any more: strata users owner-link\n')
}
