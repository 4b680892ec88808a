import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { studioWorld } from '../../support/studio-world.ts'
import { previewed } from './previewing.ts'

// Databases are made and dropped, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 300_000 })

test('the whole sample is previewed on an empty database, and each undo is proved or says what it loses', async () => {
  const world = studioWorld()
  const { folder, database } = await world.environment('shop', '')
  cpSync(join(import.meta.dirname, '../../../migrations-sample'), folder, { recursive: true, filter: (path) => !path.includes('broken') })
  const preview = await previewed(world, 'shop', { prove: true })
  expect(preview.migrations.map(({ script, error }) => [script, error])).toEqual(preview.migrations.map(({ script }) => [script, null]))
  expect(preview.migrations).toHaveLength(17)
  const told = preview.migrations.map(({ version, undo, proof }) => `${version} ${undo.source} ${proof?.status}`)
  expect(told.filter((line) => !/ (proved|schema_only)$/.test(line))).toEqual([])
  expect(await database.query("SELECT count(*)::int AS n FROM pg_class WHERE relnamespace = 'public'::regnamespace")).toEqual([{ n: 0 }])
})
