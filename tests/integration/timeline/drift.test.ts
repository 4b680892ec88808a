import { expect, test } from 'vitest'
import { driftDetailsSchema } from '#shared/contract/timeline.ts'
import { lookForDrift } from '#engine/timeline/drift/look-for-drift.ts'
import { writeFiles } from '../../support/migration-world.ts'
import { studioWorld, type StudioWorld } from '../../support/studio-world.ts'

const files = {
  'V1__a.sql': 'CREATE TABLE a (id int PRIMARY KEY);',
  'V2__b.sql': '-- strata:allow S101, S102 the table is empty\nCREATE TABLE b (id int);\n',
}

async function migrated(world: StudioWorld) {
  const made = await world.environment('shop', '', { files })
  await world.done(world.operations.migrations.apply({ env: 'shop' }, {}))
  return made
}

const events = async (world: StudioWorld) => (await world.operations.timeline.list({ env: 'shop', limit: 1000 }, {})).events
const kinds = async (world: StudioWorld) => (await events(world)).map(({ kind }) => kind)

test('what changed outside of migrations is told once, with what, since when and who may have done it, and again when it is gone', async () => {
  const world = studioWorld()
  const { database, environment } = await migrated(world)
  expect(await lookForDrift(world.engine, environment)).toBe('same')
  await database.query('CREATE TABLE by_hand (id int); ALTER TABLE a ADD note text')
  expect(await lookForDrift(world.engine, environment)).toBe('found')
  expect(await lookForDrift(world.engine, environment)).toBe('still')
  const [drift] = await events(world)
  expect(drift).toMatchObject({ kind: 'drift', chain: 'sealed', description: 'Changed outside of migrations: table public.a changed, table public.by_hand added' })
  const details = driftDetailsSchema.parse(drift?.details)
  expect(details).toMatchObject({ count: 2, objects: [{ change: 'changed', kind: 'table', name: 'public.a', owner: 'postgres' }, { change: 'added', name: 'public.by_hand' }], roles: [{ role: 'postgres', why: 'owns table public.by_hand, which is new' }] })
  expect(details.between.from < details.between.to).toBe(true)
  await database.query('DROP TABLE by_hand; ALTER TABLE a DROP note')
  // A dropped column leaves its place in the table: to people the schema is what it was.
  expect(await lookForDrift(world.engine, environment)).toBe('resolved')
  expect((await kinds(world)).slice(0, 2)).toEqual(['drift_resolved', 'drift'])
  expect(await lookForDrift(world.engine, environment)).toBe('same')
})

test('a run knows the schema before and after it, finds drift by the way, and keeps what its scripts have waived', async () => {
  const world = studioWorld()
  const { database, folder } = await migrated(world)
  const first = await events(world)
  expect(first.filter(({ kind }) => kind === 'waiver').map(({ version, script, reason, details }) => [version, script, reason, details?.['rule']])).toEqual([['2', 'V2__b.sql', 'the table is empty', 'S102'], ['2', 'V2__b.sql', 'the table is empty', 'S101']])
  const after = first.find(({ version, kind }) => version === '2' && kind === 'migration_applied')?.after
  expect(after).toMatch(/^[0-9a-f]{64}$/)
  await database.query('CREATE VIEW meddled AS SELECT 1')
  writeFiles(folder, { 'V3__c.sql': 'CREATE TABLE c (id int);' })
  await world.done(world.operations.migrations.apply({ env: 'shop' }, {}))
  const [applied, drift] = (await events(world)).filter(({ kind }) => kind === 'migration_applied' || kind === 'drift')
  expect(drift).toMatchObject({ kind: 'drift', before: after })
  expect(applied).toMatchObject({ version: '3', before: drift?.after, after: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const state = await world.operations.timeline.state({ env: 'shop', event: first.find(({ version, kind }) => version === '2' && kind === 'migration_applied')?.id ?? '' }, {})
  expect(state).toMatchObject({ version: '2', fingerprint: after, snapshotId: expect.any(String), driftSince: [{ kind: 'drift' }], since: { applied: ['3'], undone: [] } })
})

test('a comparison with the migrations is written down too, once; where the journal may not be written this machine keeps it', async () => {
  const world = studioWorld()
  const { database, environment } = await migrated(world)
  await database.query('CREATE TABLE by_hand (id int)')
  const role = `drift_${database.name}`
  await database.query(`CREATE ROLE ${role} LOGIN; GRANT SELECT ON strata_journal, flyway_schema_history TO ${role}`)
  try {
    await world.engine.environments.update(environment.id, { ...environment, connection: { ...environment.connection, user: role } })
    const before = await database.query('SELECT count(*)::int AS n FROM strata_journal')
    expect(await lookForDrift(world.engine, world.engine.environments.get('shop'))).toBe('found')
    expect(await database.query('SELECT count(*)::int AS n FROM strata_journal')).toEqual(before)
    expect((await events(world))[0]).toMatchObject({ kind: 'drift', chain: 'mirror', journalled: false })
  } finally {
    await database.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`)
  }
  await world.engine.environments.update(environment.id, environment)
  await database.query('CREATE TABLE by_hand_too (id int)')
  for (let times = 0; times < 2; times += 1) expect(await world.done(world.operations.compare.drift({ env: 'shop' }, {}))).toMatchObject({ equal: false })
  expect((await kinds(world)).slice(0, 3)).toEqual(['drift', 'drift', 'waiver'])
  expect((await events(world))[0]).toMatchObject({ chain: 'sealed', description: expect.stringContaining('by_hand_too added') })
  await database.query('DROP TABLE by_hand, by_hand_too')
  await world.done(world.operations.compare.drift({ env: 'shop' }, {}))
  expect((await kinds(world))[0]).toBe('drift_resolved')
})
