import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { checkBackup } from '#engine/backups/check-backup.ts'
import { createBackup } from '#engine/backups/create-backup.ts'
import { newRole, shopDatabase } from './shop.ts'
import { environmentAt, recorder, testEngine } from './support.ts'

test('a backup is an archive and a manifest with exact counts, sizes and checksum, readable by its owner alone', async () => {
  const database = await shopDatabase()
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
  expect(readdirSync(folder).toSorted()).toEqual([`${manifest.id}.dump`, `${manifest.id}.json`, `${manifest.id}.strata-snapshot.gz`])
  expect([folder, manifest.file, `${folder}/${manifest.id}.json`].map((file) => statSync(file).mode & 0o777)).toEqual([0o700, 0o600, 0o600])
  expect(record.steps.map(({ label }) => label)).toEqual(expect.arrayContaining(['Opening a snapshot', 'Computing the checksum']))
})

test('rows written while the dump runs are neither in the archive nor in the counts', async () => {
  const database = await shopDatabase()
  const environment = environmentAt(database.url)
  let written: Promise<unknown> | undefined
  const record = recorder()
  const progress = () => {
    written ??= database.query("INSERT INTO customers SELECT i, 'late' FROM generate_series(1000, 1200) i")
  }
  const manifest = await createBackup(testEngine([environment]), environment, { ...record, progress, reason: '', trigger: 'manual' })
  await written
  const [count] = await database.query<{ rows: number }>('SELECT count(*)::int AS rows FROM customers')
  expect(count?.rows).toBe(301)
  expect([100, 301]).toContain(manifest.tables.find(({ name }) => name === 'customers')?.rows)
})

test('a user who may only read can back up', async () => {
  const database = await shopDatabase()
  const role = await newRole('', [database])
  await database.query(`GRANT pg_read_all_data TO ${role}`)
  const environment = environmentAt(database.url.replace('postgres@', `${role}@`))
  const engine = testEngine([environment])
  expect(await checkBackup(engine, environment)).toMatchObject({ ok: true, serverMajor: 15 })
  const manifest = await createBackup(engine, environment, { ...recorder(), reason: '', trigger: 'manual' })
  expect(manifest.tables).toHaveLength(5)
})

test('a user who may not read a table is told so before the click, and by the backup', async () => {
  const database = await shopDatabase()
  const role = await newRole('', [database])
  await database.query(`GRANT SELECT ON customers TO ${role}`)
  const environment = environmentAt(database.url.replace('postgres@', `${role}@`))
  const engine = testEngine([environment])
  const check = await checkBackup(engine, environment)
  expect(check).toMatchObject({ ok: false })
  expect(check.message).toContain('app.Order Items and')
  await expect(createBackup(engine, environment, { ...recorder(), reason: '', trigger: 'manual' })).rejects.toMatchObject({ code: 'permission_denied', data: { state: 'No backup was kept. The database was only read.' } })
})

test('a table whose rows a policy hides is not backed up in part', async () => {
  const database = await shopDatabase('ALTER TABLE customers ENABLE ROW LEVEL SECURITY; CREATE POLICY few ON customers USING (id < 10);')
  const role = await newRole('', [database])
  await database.query(`GRANT pg_read_all_data TO ${role}`)
  const environment = environmentAt(database.url.replace('postgres@', `${role}@`))
  const engine = testEngine([environment])
  expect((await checkBackup(engine, environment)).message).toContain('Row-level security hides rows of public.customers')
  await expect(createBackup(engine, environment, { ...recorder(), reason: '', trigger: 'manual' })).rejects.toMatchObject({ code: 'permission_denied' })
})
