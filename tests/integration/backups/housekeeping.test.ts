import { expect, onTestFinished, test } from 'vitest'
import { Scheduler } from '#engine/backups/keeping/scheduler.ts'
import { markComment } from '#engine/restores/marks.ts'
import { createJournalSql } from '#engine/history/journal.sql.ts'
import { lookForDrift } from '#engine/timeline/drift/look-for-drift.ts'
import { onServer } from '../../support/database.ts'
import { around } from '../restores/support.ts'
import { shopDatabase } from './shop.ts'
import { environmentAt, testEngine } from './support.ts'

function clock() {
  let at = Date.parse('2026-06-01T00:00:00Z')
  return { now: () => new Date(at), pass: (minutes: number) => void (at += minutes * 60_000) }
}

function schedulerOf(engine: ReturnType<typeof testEngine>, now: () => Date) {
  const notes: string[] = []
  const scheduler = new Scheduler(engine, { everyMs: 3_600_000, now, note: (_level, text) => void notes.push(text), onTrouble: (thrown) => expect.unreachable(String(thrown)) })
  onTestFinished(() => scheduler.stop())
  return { scheduler, notes }
}

test('once an hour replaced databases are dropped whose time is over, and only where a time is set', async () => {
  const database = await shopDatabase()
  const keep = async (suffix: string, until: string | null) => {
    const name = `${database.name}_replaced_${suffix}`
    await onServer(`CREATE DATABASE ${name}`)
    onTestFinished(() => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))
    const mark = { kind: 'replaced' as const, id: suffix, database: database.name, at: '2026-01-01T00:00:00.000Z', by: 'mia@laptop', reason: '', envId: 'e', backup: 'b', until, comment: null }
    await onServer(`COMMENT ON DATABASE ${name} IS '${markComment(mark).replaceAll("'", "''")}'`)
    return name
  }
  const [over, young, forever] = [await keep('1', '2026-01-08T00:00:00.000Z'), await keep('2', '2999-01-01T00:00:00.000Z'), await keep('3', null)]
  const shop = environmentAt(database.url)
  const time = clock()
  const never = schedulerOf(testEngine([{ ...shop, policies: { ...shop.policies, keepReplacedDays: 0 } }]), time.now)
  await never.scheduler.tend()
  expect(await around(database)).toEqual([over, young, forever])
  const engine = testEngine([shop])
  const { scheduler, notes } = schedulerOf(engine, time.now)
  await scheduler.tend()
  expect(await around(database)).toEqual([young, forever])
  expect(notes).toEqual([`shop: Dropped ${over}, whose time was over`])
  expect(await engine.mirror.rows(shop)).toMatchObject([{ row: { kind: 'replaced_dropped', outcome: 'done', description: expect.stringContaining(over) } }])
  const again = await keep('4', '2026-01-08T00:00:00.000Z')
  time.pass(59)
  await scheduler.tend()
  expect(await around(database)).toContain(again)
  time.pass(2)
  await scheduler.tend()
  expect(await around(database)).toEqual([young, forever])
})

test('environments take turns at being looked at for drift every quarter of an hour; what cannot be reached is noted once, and the sample is left alone', async () => {
  const [first, second] = [await shopDatabase(createJournalSql('public').join(';\n')), await shopDatabase(createJournalSql('public').join(';\n'))]
  const environments = [environmentAt(first.url, { name: 'one' }), environmentAt(second.url, { name: 'two' })]
  const away = environmentAt(first.url, { name: 'away', id: 'away' })
  const engine = testEngine([...environments, { ...away, connection: { ...away.connection, port: 1 } }, { ...away, id: 'sample', name: 'sample', sample: true }])
  for (const environment of environments) await lookForDrift(engine, environment)
  for (const database of [first, second]) await database.query('CREATE TABLE by_hand (id int)')
  const drifted = async () => Promise.all([first, second].map(async ({ query }) => (await query('SELECT FROM strata_journal WHERE kind = \'drift\'')).length))
  const time = clock()
  const { scheduler, notes } = schedulerOf(engine, time.now)
  await scheduler.tend()
  expect(await drifted()).toEqual([1, 0])
  await scheduler.tend()
  expect(await drifted()).toEqual([1, 1])
  for (let round = 0; round < 3; round += 1) await scheduler.tend()
  await first.query('CREATE TABLE by_hand_too (id int)')
  await scheduler.tend()
  expect(await drifted()).toEqual([1, 1])
  time.pass(16)
  for (let round = 0; round < 4; round += 1) await scheduler.tend()
  expect(await drifted()).toEqual([2, 1])
  expect(notes.filter((text) => text.startsWith('away: '))).toHaveLength(2)
  expect(notes.filter((text) => text.startsWith('sample'))).toEqual([])
})
