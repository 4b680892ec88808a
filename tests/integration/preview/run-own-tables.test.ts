import { expect, test, vi } from 'vitest'
import { studioWorld } from '../../support/studio-world.ts'
import { previewed, texts } from './previewing.ts'

vi.setConfig({ testTimeout: 300_000 })

test('the tables of the history are no part of what a migration does', async () => {
  const world = studioWorld()
  await world.environment('shop', '', { files: { 'V1__a.sql': 'CREATE TABLE a (id int PRIMARY KEY);', 'V2__b.sql': 'CREATE TABLE b (id int PRIMARY KEY);' } })
  await world.done(world.operations.migrations.apply({ env: 'shop', to: '1' }, {}))
  const preview = await previewed(world, 'shop', { prove: true })
  expect(texts(preview)).toEqual(['Table b is new.'])
  expect(preview.differences.map(({ under }) => under)).toEqual(preview.differences.map(() => 'table:public.b'))
  expect(preview.migrations.map(({ proof }) => proof?.status)).toEqual(['proved'])
})
