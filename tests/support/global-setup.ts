import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { embeddedServer, installedServer, LocalServer, makeServerFolder, throwAwaySettings } from '#engine/postgres/local-server.ts'
import { reachableBinaries } from '#engine/sample/sample-binaries.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of each worker's server the URL of database postgres as superuser, without a password. */
    serverUrls: string[]
  }
}

/**
 * A throw-away PostgreSQL for each worker, 15 or the one whose programs STRATA_TEST_BINARIES names; each test file makes databases of its own.
 * Files that run at the same time share none: what one leaves or tidies up on a server is not seen by another.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = process.env['STRATA_TEST_BINARIES'] ?? installedServer(15) ?? embeddedServer(join(import.meta.dirname, '../..'))
  if (!found) throw new Error('No PostgreSQL 15 server here: apt-get install postgresql-15')
  const servers = await Promise.all(Array.from({ length: project.config.maxWorkers }, () => startServer(found)))
  project.provide('serverUrls', servers.map(({ url }) => url))
  return async () => {
    await Promise.all(servers.map(({ stop }) => stop()))
  }
}

async function startServer(found: string): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-test-'))
  makeServerFolder(folder)
  const server = await LocalServer.start({ folder, binaries: reachableBinaries(found, folder), settings: { ...throwAwaySettings, max_connections: '100' } })
  process.once('exit', () => server.killNow())
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: server.url(), stop }
}
