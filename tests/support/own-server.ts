import { chmodSync, chownSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectionSchema, environmentInputSchema, type Environment, type EnvironmentInput } from '#shared/contract/environments.ts'
import { completeEnvironment } from '#engine/environments/complete-environment.ts'
import { embeddedServer, installedServer, LocalServer, makeServerFolder, throwAwaySettings } from '#engine/postgres/local-server.ts'

/** Binaries of the PostgreSQL 15 that the suite runs on. */
export function serverBinaries(): string {
  const binaries = installedServer(15) ?? embeddedServer(join(import.meta.dirname, '../..'))
  if (!binaries) throw new Error('No PostgreSQL 15 server here: apt-get install postgresql-15')
  return binaries
}

/** A server of the test's own that asks for passwords; `stop` removes it. */
export async function startServer(options: { password?: string; settings?: Record<string, string> }): Promise<LocalServer & { remove(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-own-'))
  const server = await LocalServer.start({ folder, binaries: serverBinaries(), ...options, settings: { ...throwAwaySettings, ...options.settings } })
  process.once('exit', () => server.killNow())
  const remove = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return Object.assign(server, { remove })
}

const certificates = join(import.meta.dirname, '../fixtures/tls')
export const testAuthority = join(certificates, 'ca.crt')

/** Settings of a server that offers TLS with a certificate for the name localhost; pg_hba.conf gets the lines given. */
export function tlsSettings(hba: readonly string[], certificate: 'server.crt' | 'expired.crt' = 'server.crt'): { folder: string; settings: Record<string, string> } {
  const folder = mkdtempSync(join(tmpdir(), 'strata-tls-'))
  makeServerFolder(folder)
  copyFileSync(join(certificates, certificate), join(folder, 'server.crt'))
  copyFileSync(join(certificates, 'server.key'), join(folder, 'server.key'))
  writeFileSync(join(folder, 'hba'), `${hba.join('\n')}\n`)
  for (const name of ['server.crt', 'server.key', 'hba']) {
    // PostgreSQL wants its key readable by its own user alone.
    if (process.getuid?.() === 0) chownSync(join(folder, name), 65_534, 65_534)
    chmodSync(join(folder, name), 0o600)
  }
  return { folder, settings: { ssl: 'on', ssl_cert_file: join(folder, 'server.crt'), ssl_key_file: join(folder, 'server.key'), hba_file: join(folder, 'hba') } }
}

/** A saved environment as the operations see it, for tests that need no store. */
export function environmentOf(connection: Partial<Environment['connection']>, input: Partial<EnvironmentInput> = {}): Environment {
  const parsed = environmentInputSchema.parse({ name: 'Test', ...input, connection: connectionSchema.parse({ host: '127.0.0.1', user: 'postgres', database: 'postgres', ...connection }) })
  const at = new Date(0).toISOString()
  return completeEnvironment(parsed, { id: 'test', sample: false, hasPassword: false, createdAt: at, updatedAt: at })
}
