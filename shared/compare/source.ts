import { AppError } from '../contract/app-error.ts'
import { isVersion } from '../migrations/version.ts'

/** One side of a comparison, taken apart. */
export type Source =
  | { kind: 'env'; env: string }
  /** `url` may hold a password: it is for the connection alone. */
  | { kind: 'url'; url: string }
  /** `version` undefined: all migrations; `0`: none. */
  | { kind: 'dir'; folder: string; version: string | undefined }
  | { kind: 'snapshot'; snapshot: string }
  | { kind: 'snapshot-file'; file: string }
  | { kind: 'backup'; backup: string }

const address = /^postgres(ql)?:\/\//i
const snapshotFile = /[\\/]|\.gz$/i

/** Reads `env:NAME`, a postgres:// URL, `dir:FOLDER[@VERSION]`, `snapshot:ID`, `snapshot:FILE`, the path of a snapshot's file, or `backup:ID`. Throws `source_invalid`, which quotes no password. */
export function parseSource(text: string): Source {
  const given = text.trim()
  if (address.test(given)) return { kind: 'url', url: given }
  const [, prefix = '', rest = ''] = /^([a-z]+):(.*)$/s.exec(given) ?? []
  if (prefix !== '' && prefixes.includes(prefix) && rest.trim() === '') throw invalid(`${prefix}:`, 'nothing stands behind the colon')
  switch (prefix) {
    case 'env':
      return { kind: 'env', env: rest.trim() }
    case 'dir':
      return dirSource(rest)
    case 'snapshot':
      return snapshotFile.test(rest) ? { kind: 'snapshot-file', file: rest } : { kind: 'snapshot', snapshot: rest.trim() }
    case 'backup':
      return { kind: 'backup', backup: rest.trim() }
    default:
      if (/\.strata-snapshot(\.gz)?$/i.test(given)) return { kind: 'snapshot-file', file: given }
      throw invalid(withoutSecrets(given), 'it begins with none of the known words')
  }
}

const prefixes = ['env', 'dir', 'snapshot', 'backup']

/** The last `@` divides folder and version where a version follows it: folders may have one in their names. */
function dirSource(rest: string): Source {
  const at = rest.lastIndexOf('@')
  const version = at < 0 ? '' : rest.slice(at + 1)
  if (at < 0 || !isVersion(version)) return { kind: 'dir', folder: rest, version: undefined }
  if (at === 0) throw invalid(`dir:${rest}`, 'there is no folder before the version')
  return { kind: 'dir', folder: rest.slice(0, at), version }
}

function invalid(source: string, problem: string): AppError {
  return new AppError('source_invalid', { source: `"${source}"`, problem })
}

/** A source as it may be shown, stored and logged: of an address without user's password and without parameters. */
export function shownSource(text: string): string {
  return address.test(text.trim()) ? shownAddress(text.trim()) : withoutSecrets(text.trim())
}

function shownAddress(url: string): string {
  try {
    const { username, hostname, port, pathname } = new URL(url.replace(address, 'http://'))
    return `postgres://${username ? `${username}@` : ''}${hostname}${port ? `:${port}` : ''}${pathname === '/' ? '' : pathname}`
  } catch {
    return 'postgres://...'
  }
}

/** What is mistyped may hold a password all the same. */
function withoutSecrets(text: string): string {
  return text.replace(/:\/\/.*/s, '://...').replace(/((?:ssl)?password|passphrase|secret)\s*=.*/is, '$1=...')
}
