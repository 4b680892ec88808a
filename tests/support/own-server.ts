import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectionSchema, environmentInputSchema, type Environment, type EnvironmentInput } from '#shared/contract/environments.ts'
import { completeEnvironment } from '#engine/environments/complete-environment.ts'
import { embeddedServer, installedServer, LocalServer, throwAwaySettings } from '#engine/postgres/local-server.ts'

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

/** A saved environment as the operations see it, for tests that need no store. */
export function environmentOf(connection: Partial<Environment['connection']>, input: Partial<EnvironmentInput> = {}): Environment {
  const parsed = environmentInputSchema.parse({ name: 'Test', ...input, connection: connectionSchema.parse({ host: '127.0.0.1', user: 'postgres', database: 'postgres', ...connection }) })
  const at = new Date(0).toISOString()
  return completeEnvironment(parsed, { id: 'test', sample: false, hasPassword: false, createdAt: at, updatedAt: at })
}
