import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ComparisonResult } from '#engine/compare/run-comparison.ts'
import type { DriftResult } from '#engine/compare/run-drift.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import type { SnapshotInfo } from '#shared/contract/schema.ts'
import { studioWorld, type StudioWorld } from '../../support/studio-world.ts'

const v1 = 'CREATE TABLE people (id int PRIMARY KEY, name text);\n'
const v2 = "ALTER TABLE people ADD COLUMN mail text;\nCREATE VIEW mails AS SELECT mail FROM people;\nCOMMENT ON TABLE people IS 'Who is who';\n"
const files = { 'V1__people.sql': v1, 'U1__people.sql': 'DROP TABLE people;\n', 'V2__mail.sql': v2, 'U2__mail.sql': 'DROP VIEW mails;\nALTER TABLE people DROP COLUMN mail;\nCOMMENT ON TABLE people IS NULL;\n' }

async function compared(world: StudioWorld, a: string, b: string, schemas?: string[]) {
  const result = await world.done<ComparisonResult>(world.operations.compare.run({ a, b, schemas }, {}))
  const shown = await world.operations.compare.show({ comparison: result.comparison }, {})
  expect([shown.equal, shown.differences.length]).toEqual([result.equal, result.differences])
  return shown
}

const all = { renames: [], ignore: [] }
const changes = ({ differences }: Awaited<ReturnType<typeof compared>>) => differences.map(({ change, id }) => `${change} ${id}`)

test('a database is equal to itself, to its snapshot, its file, its backup and the migrations that made it', async () => {
  const world = studioWorld()
  const { environment, database, folder } = await world.environment('shop', '', { files })
  await world.done(world.operations.migrations.apply({ env: 'shop' }, {}))
  const kept = await world.done<SnapshotInfo & { file: string }>(world.operations.schema.snapshot({ env: 'shop', file: join(world.home, 'kept') }, {}))
  const backup = await world.done<Manifest>(world.operations.backups.create({ env: 'shop', reason: '' }, {}))
  for (const other of ['env:shop', database.url, `snapshot:${kept.id}`, kept.file, `backup:${backup.id}`, `dir:${folder}`, `dir:${folder}@2`]) {
    const comparison = await compared(world, `env:${environment.name}`, other)
    expect([other, changes(comparison)]).toEqual([other, []])
    expect(comparison.a.fingerprint).toBe(comparison.b.fingerprint)
  }
})

test('differences have the object that a tree shows them at, their attributes, and what is noise', async () => {
  const world = studioWorld()
  await world.environment('a', `${v1} CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'`)
  await world.environment('b', `${v1} ${v2} ALTER TABLE people ALTER name SET NOT NULL; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'; GRANT SELECT ON people TO PUBLIC`)
  const comparison = await compared(world, 'env:a', 'env:b')
  expect(changes(comparison).toSorted()).toEqual(expect.arrayContaining(['added column:public.people.mail', 'added comment@table:public.people', 'added view:public.mails', 'changed column:public.people.name', 'changed function:public.f()']))
  const of = (id: string) => comparison.differences.find((difference) => difference.id === id)
  expect(of('column:public.people.name')).toMatchObject({ under: 'table:public.people', noise: 'none', attributes: [{ name: 'notNull', before: null, after: true }], ref: { kind: 'column', schema: 'public', name: 'name' } })
  expect(of('comment@table:public.people')).toMatchObject({ noise: 'comment', under: 'table:public.people' })
  expect(comparison.differences.filter(({ noise }) => noise === 'privilege').map(({ under }) => under)).toContain('table:public.people')
  const ddl = await world.operations.compare.object({ comparison: comparison.id, id: 'function:public.f()' }, {})
  expect([ddl.a, ddl.b]).toEqual([expect.stringContaining('SELECT 1'), expect.stringContaining('SELECT 2')])
  expect(await world.operations.compare.object({ comparison: comparison.id, id: 'view:public.mails' }, {})).toMatchObject({ a: null, b: expect.stringContaining('CREATE VIEW'), uses: [{ id: 'table:public.people' }] })
})

test('only the schemas that are asked for are compared', async () => {
  const world = studioWorld()
  await world.environment('a', 'CREATE SCHEMA one; CREATE TABLE one.t (id int)')
  await world.environment('b', 'CREATE SCHEMA one; CREATE TABLE one.t (id int, more int); CREATE TABLE public.other (id int); CREATE EXTENSION citext')
  expect(changes(await compared(world, 'env:a', 'env:b', ['one']))).toEqual(['added column:one.t.more'])
})

test('the plan makes B of A, and its undo makes A again', async () => {
  const world = studioWorld()
  const { database } = await world.environment('a', v1)
  await world.environment('b', `${v1} ${v2}`)
  const { id } = await compared(world, 'env:a', 'env:b')
  const { forward, undo } = await world.operations.compare.plan({ comparison: id, ...all }, {})
  expect(forward.actions.map(({ number }) => number)).toEqual(forward.actions.map((_, index) => index + 1))
  await database.query(forward.sql)
  expect((await compared(world, 'env:a', 'env:b')).equal).toBe(true)
  await database.query(undo.sql)
  expect(changes(await compared(world, 'env:a', 'env:b'))).toEqual(changes(await world.operations.compare.show({ comparison: id }, {})))
  expect(forward.fingerprint).not.toBe(undo.fingerprint)
})

test('a part of the differences takes along what it needs, and leaves the rest', async () => {
  const world = studioWorld()
  const { database } = await world.environment('a', v1)
  await world.environment('b', `${v1} ${v2} CREATE TABLE other (id int)`)
  const { id } = await compared(world, 'env:a', 'env:b')
  const { forward, cameAlong } = await world.operations.compare.plan({ comparison: id, ...all, take: ['view:public.mails'] }, {})
  expect(cameAlong.map((one) => one.id)).toEqual(['column:public.people.mail'])
  await database.query(forward.sql)
  expect(changes(await compared(world, 'env:a', 'env:b'))).not.toContain('added view:public.mails')
  expect(changes(await compared(world, 'env:a', 'env:b'))).toContain('added table:public.other')
  const quiet = await world.operations.compare.plan({ comparison: id, ...all, ignore: ['comment'] }, {})
  expect(quiet.forward.sql).not.toContain('COMMENT ON')
  await expect(async () => world.operations.compare.plan({ comparison: id, ...all, take: ['table:public.nothing'] }, {})).rejects.toMatchObject({ code: 'not_found' })
})

test('how rows lie can be left as it is', async () => {
  const world = studioWorld()
  await world.environment('a', v1)
  await world.environment('b', `${v1} ALTER TABLE people ALTER name SET STORAGE EXTERNAL, ADD COLUMN mail text`)
  const { id, differences } = await compared(world, 'env:a', 'env:b')
  expect(differences.find((one) => one.id === 'column:public.people.name')).toMatchObject({ change: 'changed', noise: 'storage' })
  const sql = async (ignore: ('storage' | 'owner')[]) => (await world.operations.compare.plan({ comparison: id, renames: [], ignore }, {})).forward.sql
  expect([(await sql([])).includes('SET STORAGE'), (await sql(['storage'])).includes('SET STORAGE'), (await sql(['storage'])).includes('ADD COLUMN mail')]).toEqual([true, false, true])
})

test('a rename is offered, and made only when it is confirmed', async () => {
  const world = studioWorld()
  const people = (name: string) => `CREATE TABLE ${name} (id int PRIMARY KEY, name text, mail text, since date)`
  const { database } = await world.environment('a', people('people'))
  await world.environment('b', people('persons'))
  await database.query("INSERT INTO people VALUES (1, 'Ann')")
  const { id, renames } = await compared(world, 'env:a', 'env:b')
  expect(renames).toMatchObject([{ from: 'table:public.people', to: 'table:public.persons', reason: expect.any(String), likeness: expect.any(Number) }])
  const unasked = await world.operations.compare.plan({ comparison: id, ...all }, {})
  expect(unasked.forward.hazards.map(({ code }) => code)).toContain('data-loss')
  const { forward, undo } = await world.operations.compare.plan({ comparison: id, ...all, renames: renames.map(({ from, to }) => ({ from, to })) }, {})
  await database.query(forward.sql)
  expect(await database.query('SELECT name FROM persons')).toEqual([{ name: 'Ann' }])
  await database.query(undo.sql)
  expect(await database.query('SELECT name FROM people')).toEqual([{ name: 'Ann' }])
})

test('the plan is written as a migration with its undo, which run and are taken back; no file is overwritten', async () => {
  const world = studioWorld()
  const { folder } = await world.environment('a', '', { files: { 'V007__people.sql': v1 } })
  await world.done(world.operations.migrations.apply({ env: 'a' }, {}))
  await world.environment('b', `${v1} ${v2}`)
  const { id } = await compared(world, 'env:a', 'env:b')
  const { forward } = await world.operations.compare.plan({ comparison: id, ...all }, {})
  const request = { comparison: id, ...all, env: 'a', description: 'mail of people' }
  await expect(world.operations.compare.write({ ...request, fingerprint: 'another' }, {})).rejects.toMatchObject({ code: 'plan_changed' })
  const written = await world.operations.compare.write({ ...request, fingerprint: forward.fingerprint }, {})
  expect(written).toEqual({ files: ['V008__mail_of_people.sql', 'U008__mail_of_people.sql'], version: '008', notes: [] })
  expect(readFileSync(join(folder, 'V008__mail_of_people.sql'), 'utf8')).toMatch(/^-- Brings a to b\.\n-- Written by Strata/)
  await world.done(world.operations.migrations.apply({ env: 'a' }, {}))
  expect((await compared(world, 'env:a', 'env:b')).equal).toBe(true)
  await world.done(world.operations.migrations.undo({ env: 'a' }, {}))
  expect((await compared(world, 'env:a', 'dir:' + folder + '@7')).equal).toBe(true)
  await expect(world.operations.compare.write({ ...request, version: '8' }, {})).rejects.toMatchObject({ code: 'already_exists' })
  expect(readdirSync(folder)).toHaveLength(3)
})

test('what needs several transactions is written as several migrations, each with its undo or the reason why there is none', async () => {
  const world = studioWorld()
  const state = "CREATE TYPE state AS ENUM ('new'); CREATE TABLE orders (state state);"
  const { folder } = await world.environment('a', state)
  await world.environment('b', "CREATE TYPE state AS ENUM ('new', 'paid'); CREATE TABLE orders (state state DEFAULT 'paid')")
  const { id } = await compared(world, 'env:a', 'env:b')
  const written = await world.operations.compare.write({ comparison: id, ...all, env: 'a', description: 'paid' }, {})
  expect(written.files.filter((file) => file.startsWith('V'))).toEqual(['V1__paid_1_of_2.sql', 'V2__paid_2_of_2.sql'])
  expect(written.files.filter((file) => file.startsWith('U'))).toEqual(['U1__paid_1_of_2.sql', 'U2__paid_2_of_2.sql'])
  expect(written.notes).toEqual([])
  await world.done(world.operations.migrations.apply({ env: 'a' }, {}))
  expect((await compared(world, 'env:a', 'env:b')).equal).toBe(true)
  expect(existsSync(join(folder, 'V2__paid_2_of_2.sql'))).toBe(true)
  await world.environment('before', state)
  await world.done(world.operations.migrations.undo({ env: 'a', to: '0' }, {}))
  expect((await compared(world, 'env:a', 'env:before')).equal).toBe(true)
})

test('where the way back needs more transactions than one, there is no undo file, and that is said', async () => {
  const world = studioWorld()
  const labels = (...names: string[]) => `CREATE TYPE state AS ENUM (${names.map((name) => `'${name}'`).join(', ')});`
  await world.environment('a', `${labels('new', 'paid')} CREATE TABLE orders (state state DEFAULT 'paid')`)
  await world.environment('b', `${labels('new')} CREATE TABLE orders (state state)`)
  const { id } = await compared(world, 'env:a', 'env:b')
  const written = await world.operations.compare.write({ comparison: id, ...all, env: 'a', description: 'no more' }, {})
  expect(written).toEqual({ files: ['V1__no_more.sql'], version: '1', notes: ['Version 1 has no undo file: taking it back needs 2 transactions, and an undo file runs in one.'] })
})

test('drift says what an environment has that its applied migrations do not say', async () => {
  const world = studioWorld()
  const { database, folder } = await world.environment('shop', '', { files })
  await world.done(world.operations.migrations.apply({ env: 'shop', to: '1' }, {}))
  const none = await world.done<DriftResult>(world.operations.compare.drift({ env: 'shop' }, {}))
  expect(none).toMatchObject({ equal: true, differences: 0, against: 'migrations' })
  // What was applied counts, not what the file says now.
  writeFileSync(join(folder, 'V1__people.sql'), 'CREATE TABLE people (id int PRIMARY KEY, name text, later int);\n')
  await database.query('CREATE INDEX by_hand ON people (name)')
  const found = await world.done<DriftResult>(world.operations.compare.drift({ env: 'shop' }, {}))
  const { differences } = await world.operations.compare.show({ comparison: found.comparison }, {})
  expect(differences.map(({ change, id }) => [change, id])).toEqual([['added', 'index:public.by_hand']])
})

test('drift against the last snapshot: one is taken after each run of migrations', async () => {
  const world = studioWorld()
  const { database } = await world.environment('shop', '', { files })
  expect((await world.ended(world.operations.compare.drift({ env: 'shop', against: 'snapshot' }, {}))).error).toMatchObject({ code: 'not_found', help: expect.stringContaining('strata snapshot shop') })
  await world.done(world.operations.migrations.apply({ env: 'shop' }, {}))
  expect((await world.operations.schema.snapshots({ env: 'shop' }, {})).snapshots.map(({ trigger, migrationVersion }) => [trigger, migrationVersion])).toEqual([['after_migrating', '2']])
  await database.query('DROP VIEW mails')
  const found = await world.done<DriftResult>(world.operations.compare.drift({ env: 'shop', against: 'snapshot' }, {}))
  const { differences } = await world.operations.compare.show({ comparison: found.comparison }, {})
  expect([found.against, differences.map(({ change, id }) => `${change} ${id}`).filter((line) => !line.includes('@'))]).toEqual(['snapshot', ['removed view:public.mails']])
})

test('what cannot be compared is said at once, or by the job, with the place', async () => {
  const world = studioWorld()
  const { folder } = await world.environment('shop', '', { files: { 'V1__bad.sql': 'CREATE TABLE a (id int);\nCREATE TABLE b (id nonsense);\n' } })
  const start = (a: string, b: string) => async () => world.operations.compare.run({ a, b }, {})
  await expect(start('shop', 'env:shop')).rejects.toMatchObject({ code: 'source_invalid' })
  await expect(start('env:nobody', 'env:shop')).rejects.toMatchObject({ code: 'not_found' })
  await expect(start('snapshot:none', 'env:shop')).rejects.toMatchObject({ code: 'not_found' })
  const error = async (b: string) => (await world.ended(world.operations.compare.run({ a: 'env:shop', b }, {}))).error
  expect(await error(`dir:${folder}`)).toMatchObject({ code: 'shadow_failed', where: { file: 'V1__bad.sql', line: 2 }, pg: { sqlstate: '42704' } })
  expect(await error('dir:/nowhere/at/all')).toMatchObject({ code: 'folder_missing' })
  expect(await error(`dir:${folder}@9`)).toMatchObject({ code: 'version_unknown' })
  expect(await error('nothing.strata-snapshot.gz')).toMatchObject({ code: 'source_invalid' })
  expect(await error('backup:none')).toMatchObject({ code: 'not_found' })
  expect(await error('postgres://x@127.0.0.1:1/x')).toMatchObject({ code: 'host_unreachable' })
  await expect(async () => world.operations.compare.show({ comparison: 'none' }, {})).rejects.toMatchObject({ code: 'not_found' })
})

test('the password of an address is in no job, no event, no log, no result and no file', async () => {
  const world = studioWorld()
  const { database } = await world.environment('shop', v1)
  const secret = 'hunter2-geheim'
  const url = new URL(database.url)
  url.password = secret
  const good = await world.ended(world.operations.compare.run({ a: url.href, b: 'env:shop' }, {}))
  url.port = '1'
  const bad = await world.ended(world.operations.compare.run({ a: url.href, b: 'env:shop' }, {}))
  expect([good.state, bad.state]).toEqual(['succeeded', 'failed'])
  const comparison = await world.operations.compare.show({ comparison: (good.result as ComparisonResult).comparison }, {})
  const events = []
  for (const { id } of [good, bad]) for await (const event of await world.engine.jobs.watch(id)) events.push(event)
  const kept = readdirSync(world.home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
  for (const said of [good, bad, comparison, events, world.log, await world.engine.jobs.list(10), kept]) expect(JSON.stringify(said)).not.toContain(secret)
})
