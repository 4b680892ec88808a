import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createEngine } from '#engine/create-engine.ts'
import type { Engine } from '#engine/engine.ts'
import { openPostgresStore, type PostgresStoreOptions } from '#engine/store/postgres/open-postgres-store.ts'
import { createDatabase, type TestDatabase } from './database.ts'

export interface StoreWorld {
  database: TestDatabase
  home: string
  keyFile: string
  log: string[]
  /** An engine on the store; closed with the test. */
  open(options?: Partial<PostgresStoreOptions>): Promise<Engine>
}

/** A database for a store in PostgreSQL, which goes away with the test. */
export async function storeWorld(): Promise<StoreWorld> {
  const home = mkdtempSync(join(tmpdir(), 'strata-pg-store-'))
  const database = await createDatabase('store')
  const engines: Engine[] = []
  const log: string[] = []
  const keyFile = join(home, 'store.key')
  onTestFinished(async () => {
    for (const engine of engines) await engine.close()
    await database.drop()
    rmSync(home, { recursive: true, force: true })
  })
  return {
    database, home, keyFile, log,
    open: async (options = {}) => {
      const note = (level: string, text: string, details?: unknown) => log.push(JSON.stringify([level, text, details]))
      const store = await openPostgresStore(database.url, { keyFile, onTrouble: (thrown) => note('error', String(thrown)), ...options })
      const engine = createEngine({ host: 'browser', version: '0.0.0', dataFolder: join(home, 'data'), store, log: note })
      engines.push(engine)
      return engine
    },
  }
}
