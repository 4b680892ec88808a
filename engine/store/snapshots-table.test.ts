import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Snapshot } from '#shared/schema/snapshot.ts'
import { decodeSnapshot, encodeSnapshot } from '../schema/codec.ts'
import { MemorySnapshots, snapshotsKept, type SnapshotOrigin, type SnapshotStore } from '../schema/snapshot-store.ts'
import { openStore, type Database } from './open-store.ts'
import { SqliteDatabase } from './sqlite-database.ts'
import { SnapshotsTable } from './snapshots-table.ts'

const snapshotOf = (name: string, schemas: string[] | null = null) =>
  new Snapshot({ database: 'shop', serverVersion: '15.18', serverVersionNum: 150018, takenAt: '2026-01-01T00:00:00.000Z', schemas, gaps: [] }, [{ id: `table:public.${name}`, kind: 'table', path: ['public', name], parent: null, data: {} }], [])
const origin = (change: Partial<SnapshotOrigin> = {}): SnapshotOrigin => ({ env: 'Shop', envId: 'e1', name: null, trigger: 'browse', fingerprint: 'f', migrationVersion: '7', by: 'ann@desk', ...change })

let folder: string
let database: Database | undefined
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'strata-snapshots-'))))
afterEach(() => {
  database?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.each<[string, () => SnapshotStore]>([
  ['in the store', () => new SnapshotsTable(new SqliteDatabase((database = openStore(folder))))],
  ['in memory', () => new MemorySnapshots(encodeSnapshot)],
])('snapshots kept %s', (_, open) => {
  test('are read back whole, with what was said of them', async () => {
    const store = open()
    const info = await store.save(snapshotOf('a', ['public']), origin({ trigger: 'manual', name: 'before the change' }))
    expect(info).toMatchObject({ env: 'Shop', envId: 'e1', database: 'shop', name: 'before the change', trigger: 'manual', serverVersionNum: 150018, facts: 1, schemas: ['public'], migrationVersion: '7', by: 'ann@desk' })
    expect(info.bytes).toBeGreaterThan(50)
    expect(await store.get(info.id)).toEqual(info)
    expect([...(await store.load(info.id)).facts.keys()]).toEqual(['table:public.a'])
    expect((await decodeSnapshot(await store.bytes(info.id), { name: 'x' })).facts.size).toBe(1)
  })

  test('are listed with the newest first, of one environment or of all', async () => {
    const store = open()
    const first = await store.save(snapshotOf('a'), origin({ trigger: 'manual' }))
    const other = await store.save(snapshotOf('b'), origin({ trigger: 'manual', env: null, envId: null }))
    const last = await store.save(snapshotOf('c'), origin({ trigger: 'manual' }))
    expect((await store.list()).map(({ id }) => id)).toEqual([last.id, other.id, first.id])
    expect((await store.list('e1')).map(({ id }) => id)).toEqual([last.id, first.id])
  })

  test('the newest of an environment is one of its whole database', async () => {
    const store = open()
    expect(await store.newest('e1')).toBeUndefined()
    const whole = await store.save(snapshotOf('a'), origin({ trigger: 'manual' }))
    await store.save(snapshotOf('b', ['public']), origin())
    expect(await store.newest('e1')).toEqual(whole)
  })

  test('for the browser the newest of each environment is kept, and what a person wanted is kept always', async () => {
    const store = open()
    const mine = await store.save(snapshotOf('a'), origin({ trigger: 'manual', name: 'mine' }))
    const other = await store.save(snapshotOf('a'), origin({ envId: 'e2' }))
    const part = await store.save(snapshotOf('a', ['public']), origin())
    for (let n = 0; n < 3; n += 1) await store.save(snapshotOf(`b${n}`), origin())
    expect((await store.list()).map(({ id }) => id).slice(1)).toEqual([part.id, other.id, mine.id])
    for (let n = 0; n < 23; n += 1) await store.save(snapshotOf('m'), origin({ trigger: 'after_migrating' }))
    expect((await store.list()).filter(({ trigger }) => trigger === 'after_migrating')).toHaveLength(snapshotsKept.after_migrating)
  })

  test('one that is deleted is gone, and one that is not there is said to be so', async () => {
    const store = open()
    const { id } = await store.save(snapshotOf('a'), origin())
    await store.delete(id)
    const missing = expect.objectContaining({ code: 'not_found', message: `There is no snapshot named "${id}".` }) as Error
    await expect(store.delete(id)).rejects.toThrow(missing)
    await expect(store.get(id)).rejects.toThrow(missing)
    await expect(store.bytes(id)).rejects.toThrow(missing)
    await expect((async () => store.load(id))()).rejects.toThrow(missing)
  })
})
