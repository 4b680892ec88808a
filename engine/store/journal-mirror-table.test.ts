import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { environmentInputSchema, type Environment } from '#shared/contract/environments.ts'
import { MemoryMirror, type JournalMirror, type MirrorChange } from '../history/mirror.ts'
import type { JournalRow } from '../history/journal.ts'
import { EnvironmentsTable } from './environments-table.ts'
import { JournalMirrorTable } from './journal-mirror-table.ts'
import { sqliteStore } from './opened-store.ts'

const row: JournalRow = {
  id: '1', runId: 'r1', kind: 'backup', outcome: 'done', at: new Date('2026-05-01T10:00:00Z'), endedAt: null, dbUser: 'app', actor: 'ann', host: 'desk', reason: null, version: null, script: null, description: 'd', rank: null, checksum: null,
  statements: null, planFingerprint: null, backupId: null, ms: 5, problem: null, format: 2, before: null, after: null, details: { a: 1 }, log: null,
}
const link = { id: '1', digest: 'd1', seq: null, prev: null, hash: null }
const nothing: MirrorChange = { readAt: '2026-05-02T00:00:00.000Z', history: [], added: [], sealed: [], gone: [], back: [] }

async function kept(): Promise<{ mirror: JournalMirror; environment: Environment; away: Environment }> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-mirror-'))
  const store = sqliteStore(folder)
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  const environment = await new EnvironmentsTable(store.database, store.environments).create(environmentInputSchema.parse({ name: 'shop', class: 'development', connection: { host: 'db', database: 'shop', user: 'app' } }))
  return { mirror: new JournalMirrorTable(store.database), environment, away: { ...environment, connection: { ...environment.connection, database: 'other' } } }
}

async function inMemory(): ReturnType<typeof kept> {
  return { ...(await kept()), mirror: new MemoryMirror() }
}

test.each([['in the store', kept], ['in memory', inMemory]])('a copy of a journal %s: rows are sealed, go and come back, and belong to one database', async (_name, make) => {
  const { mirror, environment, away } = await make()
  expect(await mirror.lane(environment)).toBeUndefined()
  await mirror.keep(environment, { ...nothing, added: [{ ...link, row }] })
  expect(await mirror.rows(environment)).toEqual([{ ...link, row, seenAt: nothing.readAt, goneAt: null }])
  expect(await mirror.rows(away)).toEqual([])
  await mirror.keep(environment, { ...nothing, readAt: '2026-05-03T00:00:00.000Z', sealed: [{ ...link, seq: '1', prev: 'p', hash: 'h' }], gone: [link] })
  expect(await mirror.rows(environment)).toMatchObject([{ seq: '1', prev: 'p', hash: 'h', seenAt: nothing.readAt, goneAt: '2026-05-03T00:00:00.000Z' }])
  expect(await mirror.lane(environment)).toEqual({ readAt: '2026-05-03T00:00:00.000Z', history: [] })
  await mirror.keep(environment, { ...nothing, back: [link] })
  expect(await mirror.rows(environment)).toMatchObject([{ seq: '1', goneAt: null }])
})

test.each([['in the store', kept], ['in memory', inMemory]])('%s: what could not be written to a journal is kept once, and the schema that is known', async (_name, make) => {
  const { mirror, environment } = await make()
  await mirror.keepOwn(environment, { ...row, kind: 'drift' })
  await mirror.keepOwn(environment, { ...row, kind: 'drift' })
  expect((await mirror.rows(environment)).map(({ id, row: { kind } }) => [id, kind])).toEqual([['0', 'drift']])
  const known = { basis: 'b', fingerprint: 'f', snapshotId: null, mark: 'm', seen: 'f', goodAt: nothing.readAt }
  await mirror.setKnown(environment, known)
  expect(await mirror.known(environment)).toEqual(known)
  expect(await mirror.lane(environment)).toBeUndefined()
  await mirror.keep(environment, nothing)
  expect(await mirror.known(environment)).toEqual(known)
})

test('an environment that is not saved here has no copy in the store, and nothing breaks for that', async () => {
  const { mirror, environment } = await kept()
  const stranger = { ...environment, id: 'not-saved' }
  await mirror.keepOwn(stranger, row)
  await mirror.setKnown(stranger, { basis: '', fingerprint: '', snapshotId: null, mark: '', seen: '', goodAt: '' })
  expect(await mirror.rows(stranger)).toEqual([])
  await expect(mirror.keep(stranger, nothing)).rejects.toThrow(expect.objectContaining({ code: 'store_unusable' }))
})
