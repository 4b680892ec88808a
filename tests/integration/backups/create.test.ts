import { readdirSync, statSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createBackup } from '#engine/backups/create-backup.ts'
import { createDatabase, type TestDatabase } from '../../support/database.ts'
import { environmentAt, recorder, testEngine } from './support.ts'

async function shop(): Promise<TestDatabase> {
  const database = await createDatabase('shop')
  onTestFinished(() => database.drop())
  await database.query(`
    CREATE EXTENSION hstore;
    CREATE SCHEMA app;
    CREATE TABLE app."Order Items" (id serial PRIMARY KEY, note text);
    INSERT INTO app."Order Items" (note) SELECT md5(i::text) FROM generate_series(1, 5000) i;
    CREATE TABLE customers (id int PRIMARY KEY, name text);
    INSERT INTO customers SELECT i, 'c' || i FROM generate_series(1, 100) i;
    CREATE TABLE empty (id int);
    CREATE TABLE parts (id int, at date) PARTITION BY RANGE (at);
    CREATE TABLE parts_2026 PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    INSERT INTO parts SELECT i, '2026-05-05' FROM generate_series(1, 70) i;
    CREATE TABLE flyway_schema_history (installed_rank int, version text, type text, success boolean);
    INSERT INTO flyway_schema_history VALUES (1, '2', 'SQL', true), (2, '11', 'SQL', true), (3, '12', 'SQL', true), (4, '12', 'UNDO_SQL', true)`)
  return database
}

test('a backup is an archive and a manifest with exact counts, sizes and checksum, readable by its owner alone', async () => {
  const database = await shop()
  const environment = environmentAt(database.url)
  const record = recorder()
  const manifest = await createBackup(testEngine([environment]), environment, { ...record, reason: 'before the sale', trigger: 'manual' })
  expect(manifest).toMatchObject({ env: 'shop', database: database.name, by: 'mia@laptop', reason: 'before the sale', trigger: 'manual', serverMajor: 15, migrationVersion: '11' })
  expect(manifest.id).toMatch(/^shop_[0-9a-f]{8}_v11_\d{8}T\d{6}Z_[0-9a-f]{4}$/)
  const rows = Object.fromEntries(manifest.tables.map((table) => [`${table.schema}.${table.name}`, table.rows]))
  expect(rows).toEqual({ 'app.Order Items': 5000, 'public.customers': 100, 'public.empty': 0, 'public.parts_2026': 70, 'public.flyway_schema_history': 4 })
  expect(manifest.extensions).toEqual(['hstore', 'plpgsql'])
  expect(manifest.locale).toMatchObject({ encoding: 'UTF8', collate: 'C' })
  const archive = readFileSync(manifest.file)
  expect(manifest.bytes).toBe(archive.length)
  expect(manifest.sha256).toBe(createHash('sha256').update(archive).digest('hex'))
  expect(archive.subarray(0, 5).toString()).toBe('PGDMP')
  const folder = dirname(manifest.file)
  expect(readdirSync(folder).toSorted()).toEqual([`${manifest.id}.dump`, `${manifest.id}.json`])
  expect([folder, manifest.file, `${folder}/${manifest.id}.json`].map((file) => statSync(file).mode & 0o777)).toEqual([0o700, 0o600, 0o600])
  expect(record.steps.at(-1)?.label).toBe("Computing the checksum")
})
