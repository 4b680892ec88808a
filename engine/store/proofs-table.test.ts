import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { environmentInputSchema } from '#shared/contract/environments.ts'
import type { Proof } from '#shared/contract/preview.ts'
import { listProofs, type Now } from '../preview/prove/list-proofs.ts'
import { MemoryProofs, type ProofStore } from '../preview/prove/proof-store.ts'
import { EnvironmentsTable } from './environments-table.ts'
import { sqliteStore, type OpenedStore } from './opened-store.ts'
import { ProofsTable } from './proofs-table.ts'

const proofOf = (script: string, change: Partial<Proof> = {}): Proof => ({
  status: 'proved', script: `V${script}.sql`, version: script, undo: 'file', undoScript: `U${script}.sql`, at: '2026-01-01T00:00:00.000Z', serverVersion: '15.18',
  checksum: 1, undoChecksum: -2, fingerprint: `f${Number(script) - 1}`, compared: { tables: 1, rows: 2, emptyTables: 0 }, loses: [], differences: [], weak: [], problem: null, error: null, stale: false, ms: 5, ...change,
})
const input = environmentInputSchema.parse({ name: 'shop', class: 'development', connection: { host: 'h', port: 1, database: 'd', user: 'u' }, migrationsFolder: '/m' })

let folder: string
let opened: OpenedStore | undefined
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'strata-proofs-'))))
afterEach(async () => {
  await opened?.close()
  opened = undefined
  rmSync(folder, { recursive: true, force: true })
})

describe.each<[string, () => Promise<{ store: ProofStore; env: string }>]>([
  [
    'in the store',
    async () => {
      opened = sqliteStore(folder)
      return { store: new ProofsTable(opened.database), env: (await new EnvironmentsTable(opened.database, opened.environments).create(input)).id }
    },
  ],
  ['in memory', async () => ({ store: new MemoryProofs(), env: 'e1' })],
])('Proofs kept %s', (_, open) => {
  const files = (...versions: string[]): Now['checksums'] => new Map(versions.flatMap((version) => [[`V${version}.sql`, 1], [`U${version}.sql`, -2]]))
  const stale = async (store: ProofStore, env: string, now: Now) => Object.fromEntries((await listProofs(store, env, now)).map((proof) => [proof.script, proof.stale]))

  test('are listed with the newest first, of each script the last', async () => {
    const { store, env } = await open()
    await store.keep(env, { proof: proofOf('1'), after: 'f1' })
    await store.keep(env, { proof: proofOf('2'), after: null })
    await store.keep(env, { proof: proofOf('1', { status: 'differs' }), after: 'f1' })
    expect(await store.list(env)).toEqual([{ proof: proofOf('1', { status: 'differs' }), after: 'f1' }, { proof: proofOf('2'), after: null }])
    expect(await store.list('other')).toEqual([])
  })

  test('are stale when the file or its undo is another one', async () => {
    const { store, env } = await open()
    await store.keep(env, { proof: proofOf('1'), after: 'f1' })
    await store.keep(env, { proof: proofOf('2', { checksum: 7 }), after: 'f2' })
    await store.keep(env, { proof: proofOf('3', { undoChecksum: 7 }), after: 'f3' })
    await store.keep(env, { proof: proofOf('4', { undo: 'generated' }), after: 'f4' })
    await store.keep(env, { proof: proofOf('5'), after: 'f5' })
    expect(await stale(store, env, { checksums: files('1', '2', '3', '4'), fingerprint: null })).toEqual({ 'V1.sql': false, 'V2.sql': true, 'V3.sql': true, 'V4.sql': true, 'V5.sql': true })
  })

  test('are stale when the schema is none that they lead from or to', async () => {
    const { store, env } = await open()
    for (const version of ['1', '2', '3']) await store.keep(env, { proof: proofOf(version), after: `f${version}` })
    const checksums = files('1', '2', '3')
    const all = { 'V1.sql': false, 'V2.sql': false, 'V3.sql': false }
    expect(await stale(store, env, { checksums, fingerprint: 'f0' })).toEqual(all)
    expect(await stale(store, env, { checksums, fingerprint: 'f3' })).toEqual(all)
    expect(await stale(store, env, { checksums, fingerprint: 'other' })).toEqual({ 'V1.sql': true, 'V2.sql': true, 'V3.sql': true })
    await store.keep(env, { proof: proofOf('2', { checksum: 7 }), after: 'f2' })
    expect(await stale(store, env, { checksums, fingerprint: 'f3' })).toEqual({ 'V1.sql': true, 'V2.sql': true, 'V3.sql': false })
  })
})

test('Proofs go with their environment', async () => {
  opened = sqliteStore(folder)
  const environments = new EnvironmentsTable(opened.database, opened.environments)
  const { id } = await environments.create(input)
  const store = new ProofsTable(opened.database)
  await store.keep(id, { proof: proofOf('1'), after: 'f1' })
  await environments.delete(id)
  expect(await store.list(id)).toEqual([])
  await expect(store.keep(id, { proof: proofOf('1'), after: 'f1' })).rejects.toThrow(expect.objectContaining({ code: 'store_unusable' }) as Error)
})
