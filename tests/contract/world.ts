import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backupRulesSchema, type EnvironmentInput } from '#shared/contract/environments.ts'
import { createEngine } from '#engine/create-engine.ts'
import type { Engine } from '#engine/engine.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import { createRouter, type StrataRouter } from '#engine/operations/dispatch.ts'
import { openPostgresStore } from '#engine/store/postgres/open-postgres-store.ts'
import { KeyFileVault } from '#engine/vault/key-file-vault.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

export const plantedSecret = 'hunter2-Käse-§$%'

/** An engine with a store of its own, a database and a folder of migrations. */
export interface World {
  engine: Engine
  router: StrataRouter
  database: TestDatabase
  folder: string
  input: EnvironmentInput
  log: string[]
  /** Everything that lies on the disk outside the vault, as text. */
  stored(): string
  close(): Promise<void>
}

/** Where the engine keeps its things. */
export type StoreKind = 'sqlite' | 'postgres'

export async function createWorld(migrations: Readonly<Record<string, string>> = {}, kind: StoreKind = 'sqlite'): Promise<World> {
  const home = mkdtempSync(join(tmpdir(), 'strata-contract-'))
  const folder = join(home, 'migrations')
  mkdirSync(folder)
  for (const [name, sql] of Object.entries(migrations)) writeFileSync(join(folder, name), sql)
  const database = await createDatabase('contract')
  const { hostname, port, username } = new URL(database.url)
  const log: string[] = []
  const note = (level: string, text: string, details?: unknown) => log.push(JSON.stringify([level, text, details]))
  const data = join(home, 'data')
  const shared = kind === 'postgres' ? await createDatabase('contract_store') : undefined
  const store = shared && (await openPostgresStore(shared.url, { keyFile: join(home, 'store.key'), onTrouble: (thrown) => note('error', String(thrown)) }))
  const engine = createEngine({ host: 'browser', version: '0.0.0', dataFolder: data, ...(store ? { store } : { vault: new KeyFileVault(data) }), log: note })
  const connection = { host: hostname, port: Number(port), database: database.name, user: username, sslmode: 'disable' as const }
  return {
    engine,
    router: createRouter(allOperations(engine), (failure, operation, cause) => note('error', operation, { failure, cause: String(cause) })),
    database,
    folder,
    input: {
      name: 'shop', class: 'development', connection, migrationsFolder: folder, schema: 'public', historyTable: 'flyway_schema_history', password: plantedSecret,
      policies: { backupBeforeMigrating: false, lockTimeoutMs: 1000, statementTimeoutMs: 0, outOfOrder: false, previewRows: 100, previewTimeoutMs: 20_000, archiveDays: 90, confirmationMinutes: 30, secondPerson: false, rollbackOnFailure: false, keepReplacedDays: 7 }, backups: backupRulesSchema.parse({}),
    },
    log,
    stored: () => filesBelow(data).filter((file) => !file.endsWith('vault.key')).map((file) => readFileSync(file, 'latin1')).join('\n'),
    close: async () => {
      await engine.close()
      await database.drop()
      await shared?.drop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
