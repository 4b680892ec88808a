import { readFileSync } from 'node:fs'
import { AppError } from '#shared/contract/app-error.ts'
import type { EngineServed, EngineServeOptions } from '../../server/serve.ts'
import type { Terminal } from '../terminal.ts'

export interface ServeAccess {
  host?: string | undefined
  tlsCert?: string | undefined
  tlsKey?: string | undefined
  insecureHttp: boolean
  publicUrl?: string | undefined
  /** The personal mode. */
  link: boolean
}

/** Who may reach the server, and how people sign in. Throws `bad_request`. */
export function accessOptions({ host, tlsCert, tlsKey, insecureHttp, publicUrl, link }: ServeAccess): Partial<EngineServeOptions> {
  if ((tlsCert === undefined) !== (tlsKey === undefined)) throw new AppError('bad_request', { problem: '--tls-cert and --tls-key belong together' })
  return {
    signIn: link ? 'link' : 'users',
    insecureHttp,
    ...(host !== undefined && { host }),
    ...(publicUrl !== undefined && { publicUrl: checkedUrl(publicUrl) }),
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
