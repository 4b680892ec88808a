import { expect, test } from 'vitest'
import { writeFiles } from '../../support/migration-world.ts'
import { studioWorld, type StudioWorld } from '../../support/studio-world.ts'

const files = { 'V1__a.sql': 'CREATE TABLE a (id int);', 'V2__b.sql': 'CREATE TABLE b (id int);', 'R__v.sql': 'CREATE OR REPLACE VIEW v AS SELECT id FROM a;' }

async function twoRuns(world: StudioWorld) {
  const made = await world.environment('shop', '', { files })
  await world.done(world.operations.migrations.apply({ env: 'shop', reason: 'first' }, {}))
  writeFiles(made.folder, { 'V3__c.sql': 'CREATE TABLE c (id int);', 'U3__c.sql': 'DROP TABLE c;' })
  await world.done(world.operations.migrations.apply({ env: 'shop', reason: 'second' }, {}))
  await world.done(world.operations.migrations.undo({ env: 'shop', reason: 'wrong' }, {}))
  const { events } = await world.operations.timeline.list({ env: 'shop', limit: 100 }, {})
  return { ...made, events, at: (script: string) => events.find((event) => event.script === script)?.id ?? '' }
}

test('the list is chosen from and read page by page', async () => {
  const world = studioWorld()
  const { events } = await twoRuns(world)
  const { list } = world.operations.timeline
  expect(events.map(({ kind, script }) => [kind, script])).toEqual([
    ['migration_undone', 'U3__c.sql'], ['migration_applied', 'V3__c.sql'], ['migration_applied', 'R__v.sql'], ['migration_applied', 'V2__b.sql'], ['migration_applied', 'V1__a.sql'],
  ])
  const first = await list({ limit: 2 }, {})
  expect([first.events, first.more]).toEqual([events.slice(0, 2), true])
  const second = await list({ limit: 5, before: first.events[1]?.id ?? '' }, {})
  expect([second.events, second.more]).toEqual([events.slice(2), false])
  expect((await list({ limit: 9, kinds: ['migration_undone'] }, {})).events).toEqual(events.slice(0, 1))
  expect((await list({ limit: 9, text: 'SECOND' }, {})).events).toEqual(events.slice(1, 2))
  expect((await list({ limit: 9, to: events[2]?.at ?? '' }, {})).events.every(({ at }) => at < (events[2]?.at ?? ''))).toBe(true)
  await expect(list({ limit: 9, before: 'gone' }, {})).rejects.toMatchObject({ code: 'not_found' })
})

test('a point says what was applied then and what has changed since', async () => {
  const world = studioWorld()
  const { at } = await twoRuns(world)
  const { state } = world.operations.timeline
  expect(await state({ env: 'shop', event: at('V3__c.sql') }, {})).toMatchObject({ version: '3', versions: [{ version: '1' }, { version: '2' }, { version: '3' }], repeatables: [{ script: 'R__v.sql' }], since: { applied: [], undone: ['3'] }, snapshotId: expect.any(String) })
  expect(await state({ env: 'shop', event: at('V1__a.sql') }, {})).toMatchObject({ version: '1', repeatables: [], fingerprint: null, snapshotId: null, since: { applied: ['2'], undone: [] } })
  expect(await state({ env: 'shop', event: at('U3__c.sql') }, {})).toMatchObject({ version: '2', since: { applied: [], undone: [] } })
  await expect(state({ env: 'shop', event: 'nothing' }, {})).rejects.toMatchObject({ code: 'not_found' })
})

test('two points are compared, from a snapshot or from what the scripts make', async () => {
  const world = studioWorld()
  const { at, database } = await twoRuns(world)
  await database.query('CREATE TABLE by_hand (id int)')
  const compare = async (a: string, b: string | null) => {
    const { comparison } = await world.done<{ comparison: string }>(world.operations.timeline.compare({ a: { env: 'shop', event: a }, b: { env: 'shop', event: b } }, {}))
    const { differences } = await world.operations.compare.show({ comparison }, {})
    return differences.filter(({ noise, id, under }) => noise === 'none' && id === under).map(({ change, id }) => `${change} ${id}`)
  }
  expect(await compare(at('R__v.sql'), at('V3__c.sql'))).toEqual(['added table:public.c'])
  expect(await compare(at('V1__a.sql'), at('R__v.sql'))).toEqual(expect.arrayContaining(['added table:public.b', 'added view:public.v']))
  expect(await compare(at('V3__c.sql'), null)).toEqual(expect.arrayContaining(['removed table:public.c', 'added table:public.by_hand']))
})

test('the export has what is chosen, and says what could not be read', async () => {
  const world = studioWorld()
  const { environment } = await twoRuns(world)
  const { export: write } = world.operations.timeline
  const csv = await write({ env: 'shop', format: 'csv', text: 'V2__b' }, {})
  expect(csv).toMatchObject({ events: 1, name: expect.stringMatching(/^timeline-shop-\d{4}-\d\d-\d\d\.csv$/) })
  expect(csv.text.split('\r\n')).toHaveLength(3)
  await world.engine.environments.update(environment.id, { ...environment, connection: { ...environment.connection, user: 'nobody_here' } })
  const json = JSON.parse((await write({ format: 'json' }, {})).text) as { events: unknown[]; findings: { code: string }[] }
  expect([json.events.length, json.findings.map(({ code }) => code)]).toEqual([5, ['lane-unreachable']])
})
