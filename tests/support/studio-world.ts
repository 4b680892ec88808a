import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { environmentInputSchema, type Environment } from '#shared/contract/environments.ts'
import type { Job } from '#shared/contract/jobs.ts'
import { createEngine } from '#engine/create-engine.ts'
import type { Engine } from '#engine/engine.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import { MemoryVault } from '#engine/vault/memory-vault.ts'
import { createDatabase, type TestDatabase } from './database.ts'
import { writeFiles } from './migration-world.ts'

export interface StudioWorld {
  engine: Engine
  operations: ReturnType<typeof allOperations>
  home: string
  log: string[]
  /** A database with this schema, and an environment of it. */
  environment(name: string, sql: string, change?: { class?: Environment['class']; files?: Readonly<Record<string, string>> }): Promise<{ database: TestDatabase; environment: Environment; folder: string }>
  /** Waits for a started job; throws what it failed with. */
  done<T>(started: { jobId: string } | Promise<{ jobId: string }>): Promise<T>
  ended(started: { jobId: string } | Promise<{ jobId: string }>): Promise<Job>
}

/** An engine with a store of its own and databases that go away with the test. */
export function studioWorld(): StudioWorld {
  const home = mkdtempSync(join(tmpdir(), 'strata-studio-'))
  const log: string[] = []
  const engine = createEngine({ host: 'shell', version: '0.0.0', dataFolder: join(home, 'data'), root: join(import.meta.dirname, '../..'), vault: new MemoryVault(), log: (level, text, details) => log.push(JSON.stringify([level, text, details])) })
  const databases: TestDatabase[] = []
  onTestFinished(async () => {
    await engine.close()
    for (const database of databases) await database.drop()
    rmSync(home, { recursive: true, force: true })
  })
  const ended = async (started: { jobId: string } | Promise<{ jobId: string }>) => engine.jobs.ended((await started).jobId)
  return {
    engine, operations: allOperations(engine), home, log, ended,
    environment: async (name, sql, { class: environmentClass = 'development', files = {} } = {}) => {
      const database = await createDatabase('studio')
      databases.push(database)
      if (sql !== '') await database.query(sql)
      const folder = join(home, name.replaceAll(/\W/g, '-'))
      mkdirSync(folder, { recursive: true })
      writeFiles(folder, files)
      const { hostname, port, username } = new URL(database.url)
      const connection = { host: hostname, port: Number(port), database: database.name, user: username, sslmode: 'disable' as const }
      const input = environmentInputSchema.parse({ name, class: environmentClass, connection, migrationsFolder: folder, policies: { backupBeforeMigrating: false, confirm: false } })
      return { database, environment: await engine.environments.create(input), folder }
    },
    done: async <T>(started: { jobId: string } | Promise<{ jobId: string }>) => {
      const { state, result, error } = await ended(started)
      if (state !== 'succeeded') throw Object.assign(new Error(`${state}: ${error?.code}: ${error?.message}`), { data: error })
      return result as T
    },
  }
}
