import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type Page } from '@playwright/test'
import pg from 'pg'
import { embeddedServer, installedServer, LocalServer, throwAwaySettings } from '#engine/postgres/local-server.ts'
import { createEngineWithSample } from '#engine/sample/create-engine-with-sample.ts'
import { serve } from '../../../server/serve.ts'

const root = join(import.meta.dirname, '../../..')

interface Studio {
  /** URL of an empty database made for this test. */
  databaseUrl: string
  /** Opens a place of the studio, signed in. */
  open: (page: Page, hash?: string) => Promise<void>
  folder: string
}

/** The real host over a real PostgreSQL: a server for the worker, a store and a database for each test. */
export const test = base.extend<{ studio: Studio }, { server: LocalServer }>({
  server: [
    async ({}, use) => {
      const binaries = installedServer(15) ?? embeddedServer(root)
      if (!binaries) throw new Error('No PostgreSQL 15 server here: apt-get install postgresql-15')
      const folder = mkdtempSync(join(tmpdir(), 'strata-browser-'))
      const server = await LocalServer.start({ folder, binaries, settings: { ...throwAwaySettings, max_connections: '100' } })
      process.once('exit', () => server.killNow())
      await use(server)
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  studio: async ({ server }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'strata-studio-'))
    const engine = createEngineWithSample({ host: 'browser', version: '0.0.0-test', dataFolder: folder }, root)
    const served = await serve(engine, { renderer: join(root, 'out/renderer') })
    const databaseUrl = await newDatabase(server)
    const open = async (page: Page, hash = '') => {
      await page.goto(served.url)
      await page.locator('main').waitFor()
      if (hash) await page.goto(`${served.origin}/${hash}`)
    }
    await use({ databaseUrl, folder, open })
    await served.close()
    await engine.close()
    rmSync(folder, { recursive: true, force: true })
  },
})

async function newDatabase(server: LocalServer): Promise<string> {
  const name = `shop_${randomUUID().slice(0, 8)}`
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE template0`)
  await client.end()
  const url = new URL(server.url())
  url.pathname = `/${name}`
  return url.href
}

export { expect } from '@playwright/test'
