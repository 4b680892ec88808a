import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import type { Environment } from '#shared/contract/environments.ts'
import type { Connector } from './connect.ts'
import { permittedTarget } from './permitted-target.ts'
import { resolveTarget, type Target } from './settings/target.ts'
import { verification } from './tls-options.ts'

export interface ToolEnvironment {
  /**
   * PG* variables for pg_dump and its like; the password is never an argument. Leave no other PG* variable beside them: PGSERVICE,
   * PGHOSTADDR and their like would lead elsewhere.
   */
  variables: Record<string, string>
  /** Removes what was written for the tool; called once the tool has ended. */
  dispose(): void
}

/**
 * How a client program of PostgreSQL reaches the environment's server. The password goes by PGPASSWORD: it ends with the process,
 * whereas a password file would stay on the disk when this process is killed.
 */
export async function toolEnvironment(connector: Connector, environment: Environment, database?: string): Promise<ToolEnvironment> {
  const target = await permittedTarget(await resolveTarget(connector.vault, environment, database), connector.addresses)
  const { folder, sslrootcert } = rootCertificateFile(target)
  const values = {
    PGHOST: target.host,
    PGPORT: String(target.port),
    PGUSER: target.user,
    PGDATABASE: target.database,
    PGSSLMODE: target.sslmode,
    PGSSLROOTCERT: sslrootcert,
    PGSSLCERT: target.sslcert,
    PGSSLKEY: target.sslkey,
    PGPASSWORD: target.password,
    PGCONNECT_TIMEOUT: '10',
  }
  const variables = Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined))
  return { variables, dispose: () => folder && rmSync(folder, { recursive: true, force: true }) }
}

/** Clients before version 16 know no `sslrootcert=system`, and without a file they refuse to verify: they get the roots that Node trusts. */
function rootCertificateFile(target: Target): { folder?: string; sslrootcert: string | undefined } {
  const { sslrootcert } = target
  if (verification(target) === 'none' || (sslrootcert !== undefined && sslrootcert !== 'system')) return { sslrootcert }
  const folder = mkdtempSync(join(tmpdir(), 'strata-roots-'))
  const file = join(folder, 'roots.pem')
  writeFileSync(file, rootCertificates.join('\n'), { mode: 0o600 })
  return { folder, sslrootcert: file }
}
