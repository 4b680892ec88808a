import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { embeddedServer, installedServer, LocalServer, makeServerFolder, throwAwaySettings } from '#engine/postgres/local-server.ts'
import { reachableBinaries } from '#engine/sample/sample-binaries.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of database postgres as superuser, without a password. */
    serverUrl: string
  }
}

/** One throw-away PostgreSQL for the whole run, 15 or the one whose programs STRATA_TEST_BINARIES names; each test file makes databases of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = process.env['STRATA_TEST_BINARIES'] ?? installedServer(15) ?? embeddedServer(join(import.meta.dirname, '../..'))
  if (!found) throw new Error('No PostgreSQL 15 server here: apt-get install postgresql-15')
  const folder = mkdtempSync(join(tmpdir(), 'strata-test-'))
  makeServerFolder(folder)
  const binaries = reachableBinaries(found, folder)
  const server = await LocalServer.start({ folder, binaries, settings: { ...throwAwaySettings, max_connections: '100' } })
  process.once('exit', () => server.killNow())
  project.provide('serverUrl', server.url())
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
