import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import { AppError } from '#shared/contract/app-error.ts'
import type { Connection } from '#shared/contract/environments.ts'

type TlsSettings = Pick<Connection, 'host' | 'sslmode' | 'sslrootcert' | 'sslcert' | 'sslkey'>

/** How far the server's certificate is checked: libpq checks the chain in every mode as soon as a CA file is given. */
export function verification({ sslmode, sslrootcert }: TlsSettings): 'none' | 'chain' | 'chain and name' {
  if (sslmode === 'verify-full') return 'chain and name'
  return sslmode === 'verify-ca' || sslrootcert !== undefined ? 'chain' : 'none'
}

/** TLS settings by libpq's meaning of sslmode; throws `tls_failed` when a file cannot be read. */
export function tlsOptions(settings: TlsSettings): ConnectionOptions {
  const { sslrootcert, sslcert, sslkey } = settings
  const checks = verification(settings)
  return {
    minVersion: 'TLSv1.2',
    rejectUnauthorized: checks !== 'none',
    ...(checks !== 'chain and name' && { checkServerIdentity: () => undefined }),
    ...(sslrootcert !== undefined && sslrootcert !== 'system' && { ca: read(settings, 'sslrootcert', sslrootcert) }),
    ...(sslcert !== undefined && { cert: read(settings, 'sslcert', sslcert) }),
    ...(sslkey !== undefined && { key: read(settings, 'sslkey', sslkey) }),
  }
}

function read({ host }: TlsSettings, name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const problem = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : 'cannot be read'
    throw new AppError('tls_failed', { host, cause: `the file of ${name}, ${file}, ${problem}.` }, { where: { field: `connection.${name}` }, help: 'Correct the path in the environment.', cause })
  }
}
