import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { environmentInputSchema } from '#shared/contract/environments.ts'
import { EnvironmentsTable } from './environments-table.ts'
import { JobsTable } from './jobs-table.ts'
import { storeMigrations } from './migrations/index.ts'
import { openStore, type Database } from './open-store.ts'
import { sqliteStore } from './opened-store.ts'
import { SettingsTable } from './settings-table.ts'
import { SnapshotsTable } from './snapshots-table.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'strata-store-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const versionOf = (database: Database) => database.pragma('user_version', { simple: true })

function inVersion(version: number, work: (database: Database) => void = () => {}): void {
  const database = openStore(folder, storeMigrations.slice(0, version))
  work(database)
  database.close()
}

/** What a studio of the first version wrote. */
const oldEnvironment = (database: Database) =>
  database
    .prepare(
      `INSERT INTO environments (id, name, name_key, class, colour, connection, migrations_folder, "schema", history_table, policies, created_at, updated_at)
       VALUES ('1', 'Shop', 'shop', 'staging', 'amber', '{"host":"db","port":5432,"database":"shop","user":"app","sslmode":"prefer"}', '', 'public', 'flyway_schema_history',
         '{"backupBeforeMigrating":true,"confirm":false,"lockTimeoutMs":5000,"statementTimeoutMs":0,"outOfOrder":false}', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')`,
    )
    .run()

describe('each version is made from the one before', () => {
  test.each(storeMigrations.map((_, index) => index + 1))('version %i', (version) => {
    inVersion(version - 1, (database) => version > 1 && oldEnvironment(database))
    inVersion(version, (database) => {
      expect(versionOf(database)).toBe(version)
      if (version > 1) expect(database.prepare('SELECT name FROM environments').pluck().all()).toEqual(['Shop'])
    })
  })

  test('and what the first wrote is whole in the last', async () => {
    inVersion(1, oldEnvironment)
    const store = sqliteStore(folder)
    expect(new EnvironmentsTable(store.database, store.environments).get('SHOP')).toMatchObject({ id: '1', name: 'Shop', connection: { host: 'db' }, hasPassword: false, sample: false, policies: { lockTimeoutMs: 5000, previewRows: 500, previewTimeoutMs: 60_000, archiveDays: 90, keepReplacedDays: 7 }, backups: { format: 'custom', jobs: 1, retention: { manual: { count: null } } } })
    expect(new SettingsTable(store.database, store.settings).get()).toEqual({ language: 'system', theme: 'system' })
    expect(await new JobsTable(store.database).list(10)).toEqual([])
    expect(await new SnapshotsTable(store.database).list()).toEqual([])
    await store.close()
  })
})

test('before an upgrade a copy of the store is kept', () => {
  inVersion(1, oldEnvironment)
  inVersion(storeMigrations.length)
  const copy = 'strata.db.version-1.bak'
  expect(readdirSync(folder)).toContain(copy)
  if (process.platform !== 'win32') expect(statSync(join(folder, copy)).mode & 0o077).toBe(0)
})

test('a migration that fails leaves the store as it was', () => {
  inVersion(1, oldEnvironment)
  const broken = [storeMigrations[0] ?? '', 'CREATE TABLE half (id TEXT); CREATE TABLE half (id TEXT);']
  expect(() => openStore(folder, broken)).toThrow(expect.objectContaining({ code: 'store_unusable' }) as Error)
  inVersion(1, (database) => {
    expect(versionOf(database)).toBe(1)
    expect(database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0)
  })
})

test('a store of a newer Strata is refused and not touched', () => {
  inVersion(storeMigrations.length, (database) => database.pragma('user_version = 99'))
  expect(() => openStore(folder)).toThrow(/newer Strata \(version 99 of the store/)
})

test('a file that is no store is refused', () => {
  writeFileSync(join(folder, 'strata.db'), 'this is not a database, but it is long enough to be looked at as one')
  expect(() => openStore(folder)).toThrow(expect.objectContaining({ code: 'store_unusable' }) as Error)
})

describe('environments', () => {
  const input = (name: string) => environmentInputSchema.parse({ name, connection: { database: 'shop', user: 'app' } })
  const table = () => {
    const { database, environments } = sqliteStore(folder)
    return new EnvironmentsTable(database, environments)
  }

  test('names are unique whatever their case, in any script', async () => {
    const environments = table()
    await environments.create(input('Ägypten'))
    await expect(environments.create(input('äGYPTEN'))).rejects.toThrow(expect.objectContaining({ code: 'already_exists' }) as Error)
    expect(environments.get('ÄGYPTEN').name).toBe('Ägypten')
    const other = await environments.create(input('Other'))
    await expect(environments.update(other.id, input('ägypten'))).rejects.toThrow(expect.objectContaining({ code: 'already_exists' }) as Error)
  })

  test('a change keeps the id, the day of making and the sample mark', async () => {
    const environments = table()
    const made = await environments.create(input('Shop'), { sample: true })
    const changed = await environments.update(made.id, { ...input('Shop 2'), class: 'production' })
    expect(changed).toMatchObject({ id: made.id, createdAt: made.createdAt, sample: true, name: 'Shop 2', policies: { confirm: true } })
    expect(environments.get('shop 2')).toEqual(changed)
  })

  test('what is deleted is gone', async () => {
    const environments = table()
    await environments.delete((await environments.create(input('Shop'))).id)
    expect(environments.list()).toEqual([])
    expect(() => environments.get('Shop')).toThrow('There is no environment named "Shop".')
  })
})

test('settings keep what was chosen, and a value of another version falls back', async () => {
  const database = openStore(folder)
  const store = sqliteStore(folder)
  const settings = new SettingsTable(store.database, store.settings)
  expect(await settings.change({ theme: 'dark' })).toEqual({ language: 'system', theme: 'dark' })
  database.prepare("INSERT INTO settings VALUES ('language', '\"klingon\"')").run()
  expect(settings.get()).toEqual({ language: 'system', theme: 'dark' })
})
