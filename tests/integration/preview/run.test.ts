import { describe, expect, test, vi } from 'vitest'
import { studioWorld } from '../../support/studio-world.ts'
import { inputOf, previewed, shop, texts } from './previewing.ts'

// Databases are made and dropped, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 300_000 })

const sample = `ALTER TABLE orders ALTER COLUMN total TYPE bigint;
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;
UPDATE orders SET state = 'settled' WHERE state = 'paid';
`

describe('a preview on a shadow', () => {
  test('tells what a migration does in sentences, what each statement took, and whether its undo holds', async () => {
    const world = studioWorld()
    const { database } = await world.environment('shop', shop, { files: { 'V1__totals.sql': sample } })
    const preview = await previewed(world, 'shop', { prove: true })
    expect(texts(preview).slice(0, 4)).toEqual([
      'Column orders.total becomes bigint; it was integer.',
      'Check total_positive on orders, not yet validated: CHECK ((total > 0)).',
      '20 rows updated in orders.',
      '20 rows inserted into order_events by trigger order_audit.',
    ])
    expect(texts(preview)[4]).toMatch(/^Table orders is written anew: 200 rows, .* under ACCESS EXCLUSIVE; reads and writes wait\.$/)
    const [migration] = preview.migrations
    expect(migration).toMatchObject({ script: 'V1__totals.sql', version: '1', outcome: 'ran', error: null, transactional: true, undo: { source: 'generated' }, proof: { status: 'schema_only', stale: false } })
    expect(migration?.statements.map(({ outcome, onTarget }) => [outcome, onTarget?.rows ?? null])).toEqual([['ran', 200], ['ran', null], ['ran', 40]])
    expect(migration?.destroys).toMatchObject([{ kind: 'update', statement: 3, chosen: 'discard' }])
    expect(preview.stages.map(({ name }) => name)).toEqual(expect.arrayContaining(['read', 'shadow', 'trace', 'prove', 'effect', 'lint', 'fixes']))
    expect(preview.findings.find(({ rule }) => rule?.startsWith('S'))).toMatchObject({ where: { file: 'V1__totals.sql' } })
    expect(await database.query('SELECT count(*)::int AS n FROM orders WHERE state = $1', ['settled'])).toEqual([{ n: 0 }])
    const { proofs } = await world.operations.preview.proofs({ env: 'shop' }, {})
    expect(proofs).toMatchObject([{ script: 'V1__totals.sql', status: 'schema_only', stale: false }])
  })

  test('of a batch shows each migration on what the one before it made, and the whole', async () => {
    const world = studioWorld()
    await world.environment('shop', shop, {
      files: { 'V1__note.sql': 'ALTER TABLE orders ADD note text;', 'V2__rename.sql': 'ALTER TABLE orders RENAME COLUMN note TO remark;', 'V3__empty.sql': 'TRUNCATE order_events;', 'R__view.sql': 'CREATE VIEW open_orders AS SELECT id, remark FROM orders;' },
    })
    const preview = await previewed(world, 'shop')
    expect(preview.migrations.map(({ script, outcome }) => [script, outcome])).toEqual([['V1__note.sql', 'ran'], ['V2__rename.sql', 'ran'], ['V3__empty.sql', 'ran'], ['R__view.sql', 'ran']])
    expect(texts(preview.migrations[0]!)[0]).toBe('Column orders.note is new: text.')
    expect(texts(preview.migrations[1]!)[0]).toBe('Column orders.note is now called remark.')
    expect(texts(preview.migrations[2]!)).toContain('Table order_events is emptied.')
    expect(texts(preview)).toEqual(expect.arrayContaining(['Column orders.remark is new: text.', 'View open_orders is new.']))
    const { id } = preview
    const step = await world.operations.preview.object({ preview: id, script: 'V2__rename.sql', id: 'table:public.orders' }, {})
    expect([/\bnote\b/.test(step.before ?? ''), /\bremark\b/.test(step.after ?? '')]).toEqual([true, true])
    expect(await world.operations.preview.object({ preview: id, id: 'view:public.open_orders' }, {})).toMatchObject({ before: null, after: expect.stringContaining('remark') })
    await expect(async () => world.operations.preview.object({ preview: id, id: 'table:public.none' }, {})).rejects.toMatchObject({ code: 'not_found' })
  })

  test('shows everything up to a statement that fails, and what was not reached', async () => {
    const world = studioWorld()
    await world.environment('shop', shop, { files: { 'V1__a.sql': 'ALTER TABLE orders ADD a int;', 'V2__b.sql': 'ALTER TABLE orders ADD b int;\nALTER TABLE nowhere ADD c int;', 'V3__c.sql': 'SELECT 1;' } })
    const preview = await previewed(world, 'shop', { prove: true })
    expect(preview.verdict).toBe('failed')
    expect(preview.migrations.map(({ outcome, error }) => [outcome, error?.code ?? null])).toEqual([['ran', null], ['failed', 'statement_failed'], ['not_run', null]])
    expect(preview.migrations[1]?.error?.where).toMatchObject({ file: 'V2__b.sql', line: 2 })
    expect(preview.migrations[1]?.statements.map(({ outcome }) => outcome)).toEqual(['ran', 'failed'])
    expect(preview.migrations[1]?.differences).toEqual([])
    expect(preview.migrations.map(({ proof }) => proof?.status ?? null)).toEqual(['proved', null, null])
  })

  test('says of a text that does not parse where that is, and runs nothing of it', async () => {
    const world = studioWorld()
    await world.environment('shop', shop, { files: { 'V1__a.sql': "SELECT 1;\nSELECT 'open;" } })
    const preview = await previewed(world, 'shop')
    expect(preview.migrations[0]).toMatchObject({ outcome: 'failed', error: { code: 'file_unreadable', where: { line: 2 } } })
    expect(preview.migrations[0]?.statements.every(({ outcome }) => outcome === 'not_run')).toBe(true)
  })

  test('of an undo that does not parse says so, and goes on to the next migration', async () => {
    const world = studioWorld()
    await world.environment('shop', shop, { files: { 'V1__a.sql': 'ALTER TABLE orders ADD a int;', 'U1__a.sql': "SELECT 'open", 'V2__b.sql': 'ALTER TABLE orders RENAME a TO b;' } })
    const preview = await previewed(world, 'shop', { prove: true })
    expect(preview.migrations[0]).toMatchObject({ outcome: 'ran', undo: { source: 'file', problem: expect.any(String) }, proof: { status: 'failed', undo: 'file', error: { code: 'file_unreadable' } } })
    expect(preview.migrations[1]).toMatchObject({ outcome: 'ran', proof: { status: 'proved', undo: 'generated' } })
    expect(preview.verdict).toBe('careful')
  })

  test('takes drafts instead of files and beside them, and keeps no proof of them', async () => {
    const world = studioWorld()
    await world.environment('shop', shop, { files: { 'V1__a.sql': 'ALTER TABLE nowhere ADD a int;' } })
    const drafts = [{ script: 'V1__a.sql', text: 'ALTER TABLE orders ADD a int;', undo: 'ALTER TABLE orders DROP a;' }, { script: 'V2__b.sql', text: 'ALTER TABLE orders ADD b int;' }]
    const preview = await previewed(world, 'shop', { drafts, prove: true })
    expect(preview.migrations.map(({ script, outcome, undo, proof }) => [script, outcome, undo.source, proof?.status])).toEqual([['V1__a.sql', 'ran', 'file', 'proved'], ['V2__b.sql', 'ran', 'generated', 'proved']])
    expect((await world.operations.preview.proofs({ env: 'shop' }, {})).proofs).toEqual([])
    const alone = await previewed(world, 'shop', { drafts, scripts: ['V2__b.sql'] })
    expect(alone.migrations.map(({ script }) => script)).toEqual(['V2__b.sql'])
  })

  test('follows dynamic SQL, leaves out what acts beyond its database, and says so', async () => {
    const world = studioWorld()
    await world.environment('shop', shop, { files: { 'V1__a.sql': "DO $$ BEGIN EXECUTE 'ALTER TABLE orders ADD x int'; END $$;", 'V2__b.sql': 'CREATE DATABASE strata_never_made;', 'V3__c.sql': "COPY orders TO PROGRAM 'touch /tmp/strata-never'; ALTER TABLE orders ADD y int;" } })
    const preview = await previewed(world, 'shop', { prove: true })
    expect(texts(preview)).toEqual(expect.arrayContaining(['Column orders.x is new: integer.', 'Column orders.y is new: integer.']))
    expect(preview.migrations.map(({ statements }) => statements.map(({ outcome }) => outcome))).toEqual([['ran'], ['skipped'], ['skipped', 'ran']])
    expect(preview.migrations[2]?.proof?.weak.map(({ code }) => code)).toContain('statement-skipped')
    expect(preview.verdict).not.toBe('safe')
  })

  test('says which extension is missing', async () => {
    const world = studioWorld()
    await world.environment('shop', shop, { files: { 'V1__a.sql': 'CREATE EXTENSION strata_no_such_extension;' } })
    const preview = await previewed(world, 'shop')
    expect(preview.migrations[0]).toMatchObject({ outcome: 'failed', error: { code: 'statement_failed', message: expect.stringContaining('strata_no_such_extension') } })
  })

  test('ends a statement that takes too long, and a run that is cancelled, and leaves no shadow behind', async () => {
    const world = studioWorld()
    const { database } = await world.environment('shop', shop, { files: { 'V1__a.sql': 'SELECT pg_sleep(60);' } })
    const slow = await previewed(world, 'shop', { timeoutMs: 200 })
    expect(slow.migrations[0]).toMatchObject({ outcome: 'failed', error: { code: 'statement_failed', message: expect.stringContaining('statement timeout') } })
    const started = await world.operations.preview.run(inputOf('shop'), {})
    for await (const { progress } of await world.engine.jobs.watch(started.jobId)) if (progress?.label.startsWith('Tracing') || (progress?.total ?? 0) > 0 || progress?.label === 'Making the shadow') break
    await world.engine.jobs.cancel(started.jobId)
    expect(await world.ended(started)).toMatchObject({ state: 'cancelled' })
    await world.engine.shadows.close()
    const left = await database.query("SELECT datname FROM pg_database d WHERE datname LIKE 'strata_shadow_%' AND EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = d.datname AND a.query LIKE '%pg_sleep%')")
    expect(left).toEqual([])
  })
})

test('who is in the way of a kept preview is asked anew each time', async () => {
  const world = studioWorld()
  const { database } = await world.environment('shop', shop, { files: { 'V1__a.sql': 'ALTER TABLE orders ADD a int;' } })
  const { id } = await previewed(world, 'shop')
  expect((await world.operations.preview.blockers({ preview: id }, {})).sessions.filter(({ stops }) => stops.length > 0)).toEqual([])
  const [{ found } = { found: 0 }] = await database.query<{ found: number }>('SELECT 1 AS found')
  expect(found).toBe(1)
})

test('lint needs no server where a script is named, and checks all files where it cannot be asked which are pending', async () => {
  const world = studioWorld()
  const { environment, folder } = await world.environment('shop', '', { files: { 'V1__a.sql': 'CREATE INDEX i ON orders (total);', 'V2__b.sql': 'SELECT 1;' } })
  const { id: _id, createdAt: _at, updatedAt: _updated, hasPassword: _has, sample: _sample, ...rest } = environment
  await world.engine.environments.create({ ...rest, name: 'far', migrationsFolder: folder, connection: { ...environment.connection, host: '127.0.0.1', port: 1 } })
  const one = await world.operations.preview.lint({ env: 'far', scripts: ['V1__a.sql'], drafts: [] }, {})
  expect(one).toMatchObject({ files: 1, statements: 1, findings: expect.arrayContaining([expect.objectContaining({ rule: 'S101', basis: 'text' })]) })
  expect(await world.operations.preview.lint({ env: 'far', drafts: [] }, {})).toMatchObject({ files: 2 })
  expect(await world.operations.preview.lint({ env: 'far', scripts: ['V1__a.sql'], drafts: [{ script: 'V1__a.sql', text: 'SELECT 2;' }] }, {})).toMatchObject({ statements: 1 })
})

test('what a statement destroys can be kept: the text and the undo come back with it written in', async () => {
  const world = studioWorld()
  await world.environment('shop', shop, { files: { 'V1__drop.sql': 'DROP TABLE order_events;' } })
  const preview = await previewed(world, 'shop')
  expect(preview.migrations[0]?.destroys).toMatchObject([{ kind: 'drop_table', relation: 'public.order_events', chosen: 'discard', rows: 0 }])
  const kept = await world.operations.preview.keep({ env: 'shop', script: 'V1__drop.sql', text: 'DROP TABLE order_events;', undo: null, statement: 1, way: 'archive' }, {})
  const again = await previewed(world, 'shop', { drafts: [{ script: 'V1__drop.sql', ...kept }], prove: true })
  expect(again.migrations[0]).toMatchObject({ outcome: 'ran', destroys: [{ chosen: 'archive' }], proof: { status: 'proved' } })
})
