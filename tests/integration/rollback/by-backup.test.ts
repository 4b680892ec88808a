import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Manifest } from '#shared/contract/backups.ts'
import { onServer } from '../../support/database.ts'
import { application, dumpOf } from '../restores/support.ts'
import { plan, run, scriptsOf, world, type World } from './rollback-world.ts'

const backUp = (it: World) => it.studio.done<Manifest>(it.studio.operations.backups.create({ env: 'shop', reason: '' } as never, {}))

/** Counters of a session reach the others when it ends or says so. */
const flush = (it: World) => it.database.query('SELECT pg_stat_force_next_flush()').then(() => it.database.query('SELECT 1'))

function dropAside(it: World): void {
  onTestFinished(async () => {
    for (const { datname } of await it.database.query<{ datname: string }>('SELECT datname FROM pg_database WHERE datname LIKE $1', [`${it.database.name}\\_%`]).catch(() => [])) await onServer(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
  })
}

test('the nearest backup before the point is restored and migrations are applied up to it; the replaced database is kept and the losses are told by table', async () => {
  const it = await world()
  dropAside(it)
  await it.apply('1')
  const backup = await backUp(it)
  await it.apply('2')
  const { events } = await it.studio.operations.timeline.list({ env: 'shop', limit: 100 }, {})
  const event = events.find(({ version, kind }) => version === '2' && kind === 'migration_applied')?.id ?? ''
  const then = await dumpOf(it.database.url, it.database.name)
  await it.apply('4')
  rmSync(join(it.folder, 'U4__note.sql'))
  rmSync(join(it.folder, 'V4__note.sql'))
  await it.database.query("INSERT INTO shop SELECT n, 'new' FROM generate_series(10, 19) n; DELETE FROM shop WHERE id = 2; INSERT INTO orders VALUES (1, 1)")
  await flush(it)
  await expect(plan(it, { event: event.replace(/\.[0-9a-f]+$/, '.00000000') }), 'another row with the number').rejects.toMatchObject({ code: 'rollback_impossible' })
  const planned = await plan(it, { event })
  const [restore, scripts] = planned.ways
  expect(scripts).toMatchObject({ id: 'scripts', possible: 'no', reasons: [{ code: 'undo-file-gone' }] })
  expect(restore).toMatchObject({ id: 'restore', possible: 'yes', backup: { id: backup.id, version: '1', verified: 'never' } })
  expect(restore?.steps.map(({ method }) => method)).toEqual(['restore', 'apply', 'swap', 'check'])
  expect(restore?.losses.find(({ relation }) => relation === 'public.shop')).toMatchObject({ kind: 'written', inserted: 10, deleted: 1, basis: 'statistics' })
  const before = await dumpOf(it.database.url, it.database.name)
  const result = await run(it, { event, endSessions: true, backup: true, reason: 'wrong', planFingerprint: restore?.fingerprint })
  expect(result).toMatchObject({ way: 'restore', outcome: 'reached', version: '2', forward: { way: 'put_back' } })
  expect(result.backup).not.toBeNull()
  expect(withoutHistory(await dumpOf(it.database.url, it.database.name))).toBe(withoutHistory(then))
  expect(withoutHistory(await dumpOf(it.database.url, result.forward.database ?? ''))).toBe(withoutHistory(before))
  expect(await it.database.query("SELECT kind FROM strata_journal WHERE kind IN ('rollback', 'restore') ORDER BY id")).toEqual([{ kind: 'restore' }, { kind: 'rollback' }])
  const stored = (await it.studio.operations.backups.list({ env: 'shop' }, {})).backups.find(({ id }) => id === result.backup?.id)
  expect(stored?.trigger).toBe('before_rollback')
}, 120_000)

test('where an undo is missing, a backup made after the point and undos from there lead further and lose less', async () => {
  const it = await world()
  dropAside(it)
  await it.apply('1')
  await it.database.query("INSERT INTO shop VALUES (3, 'between')")
  await it.apply('2')
  const backup = await backUp(it)
  await it.apply('4')
  rmSync(join(it.folder, 'V4__note.sql'))
  const planned = await plan(it, { version: '1' })
  expect(planned.ways.map(({ id, possible }) => [id, possible])).toEqual([['mixed', 'yes'], ['scripts', 'no'], ['restore', 'no']])
  const [mixed] = planned.ways
  expect(mixed?.backup?.id).toBe(backup.id)
  expect(scriptsOf(mixed?.steps ?? [])).toEqual(['undo U2__orders.sql'])
  expect(await run(it, { version: '1', endSessions: true })).toMatchObject({ way: 'mixed', outcome: 'reached', version: '1' })
  expect(await it.database.query('SELECT id FROM shop ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
}, 120_000)

test('sessions in the database that nobody agreed to end keep it as it was', async () => {
  const it = await world()
  dropAside(it)
  await it.apply('2')
  await backUp(it)
  await it.apply('4')
  rmSync(join(it.folder, 'V4__note.sql'))
  await application(it.database.url)
  const ended = await it.studio.ended(it.studio.operations.rollback.run({ env: 'shop', version: '2', endSessions: false }, {}))
  expect(ended.error?.code).toBe('target_in_use')
  expect(await it.database.query("SELECT version FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1")).toEqual([{ version: '4' }])
  expect((await it.studio.operations.rollback.unfinished({}, {})).rollbacks).toEqual([])
}, 120_000)

test('back and forward again the database is what pg_dump says it was', async () => {
  const it = await world()
  await it.apply()
  const before = await dumpOf(it.database.url, it.database.name)
  const result = await run(it, { version: '1', backup: true })
  expect(result.backup).not.toBeNull()
  expect(withoutHistory(await dumpOf(it.database.url, it.database.name))).not.toBe(withoutHistory(before))
  await run(it, { rollback: result.rollback })
  expect(withoutHistory(await dumpOf(it.database.url, it.database.name))).toBe(withoutHistory(before))
}, 120_000)

/** Rows of the history and the journal tell of the way itself. */
function withoutHistory(dump: string): string {
  return dump.replaceAll(/--\n-- Name: DATABASE DATABASE; Type: COMMENT[\s\S]*?(?=SET default_tablespace)/g, '').replaceAll(/COPY public\.(flyway_schema_history|strata_\w+) [\s\S]*?\n\\\.\n/g, '').replaceAll(/^SELECT pg_catalog\.setval\('public\.strata_[^\n]*\n/gm, '')
}
