import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Job, JobEvent } from '#shared/contract/jobs.ts'
import { JobRunner } from '../jobs/job-runner.ts'
import { thisProcess } from '../jobs/process-owner.ts'
import { JobsTable, type JobsTableOptions } from './jobs-table.ts'
import { openStore, type Database } from './open-store.ts'
import { SqliteDatabase } from './sqlite-database.ts'

let folder: string
let database: Database
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-jobs-'))
  database = openStore(folder)
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const at = '2026-01-01T00:00:00.000Z'
const job = (id: string, fields: Partial<Job> = {}): Job => ({ id, operation: 'migrations.apply', state: 'running', createdAt: at, lastSeq: 0, ...fields })
const log = (seq: number): JobEvent => ({ seq, at, type: 'log', log: { level: 'info', text: `line ${seq}` } })
const progress = (seq: number): JobEvent => ({ seq, at, type: 'progress', progress: { label: 'Working', done: seq } })
const tableOf = (options?: JobsTableOptions) => new JobsTable(new SqliteDatabase(database), options)

test('a job comes back as it went in, newest first', async () => {
  const table = tableOf()
  await table.insert(job('a', { env: 'Shop' }), {})
  await table.insert(job('b'), {})
  const done = job('a', { env: 'Shop', state: 'succeeded', startedAt: at, endedAt: at, progress: { label: 'x' }, result: { ok: true }, lastSeq: 7 })
  await table.update(done)
  expect(await tableOf().get('a')).toEqual(done)
  expect((await tableOf().list(10)).map(({ id }) => id)).toEqual(['b', 'a'])
  expect(await tableOf().get('c')).toBeUndefined()
})

test('a reader sees every event at once, from any number on, whether it is written yet or not', async () => {
  const table = tableOf()
  await table.insert(job('a'), {})
  table.appendEvents('a', [log(1), log(2)])
  await table.flush()
  table.appendEvents('a', [log(3)])
  expect((await table.events('a', 0)).map(({ seq }) => seq)).toEqual([1, 2, 3])
  expect((await table.events('a', 1)).map(({ seq }) => seq)).toEqual([2, 3])
  expect((await table.events('a', 2)).map(({ seq }) => seq)).toEqual([3])
  expect((await tableOf().events('a', 0)).map(({ seq }) => seq)).toEqual([1, 2])
})

test('of thousands of progress events only a few are written, and none of the others is lost', async () => {
  const table = tableOf()
  await table.insert(job('a'), {})
  for (let seq = 1; seq <= 5_000; seq += 1) table.appendEvents('a', [seq % 100 === 0 ? log(seq) : progress(seq)])
  await table.flush()
  const kept = await tableOf().events('a', 0)
  expect(kept.filter(({ type }) => type === 'log')).toHaveLength(50)
  expect(kept.length).toBeLessThan(200)
  expect(await tableOf().get('a')).toMatchObject({ lastSeq: 5_000, progress: { done: 4_999 } })
})

test('secrets of the input do not reach the disk', async () => {
  await tableOf().insert(job('a'), { draft: { password: 'pl4nted' }, url: 'postgres://app:pl4nted@db/x' })
  expect(JSON.stringify(database.prepare('SELECT input FROM jobs').all())).not.toContain('pl4nted')
})

test('only the newest finished jobs are kept, with their events; unfinished ones always', async () => {
  const table = tableOf({ keep: 3 })
  await table.insert(job('open'), {})
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    await table.insert(job(id), {})
    table.appendEvents(id, [log(1)])
    await table.update(job(id, { state: 'succeeded', lastSeq: 1 }))
  }
  await table.insert(job('last'), {})
  expect((await table.list(10)).map(({ id }) => id)).toEqual(['last', 'e', 'd', 'c', 'open'])
  expect(await table.events('a', 0)).toEqual([])
})

test('orphans are the unfinished jobs of processes of this machine that are gone', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  const other = (owner: Partial<ReturnType<typeof thisProcess>>) => tableOf({ owner: { ...thisProcess(), ...owner } })
  await tableOf().insert(job('mine'), {})
  await other({ pid: dead }).insert(job('dead'), {})
  await other({ pid: dead }).insert(job('dead but done'), {})
  await other({ pid: dead }).update(job('dead but done', { state: 'failed' }))
  await other({ pid: dead, host: `not-${hostname()}` }).insert(job('elsewhere'), {})
  await other({ start: '1970-01-01T00:00:00.000Z' }).insert(job('of an earlier process with my number'), {})
  expect((await tableOf().orphans()).map(({ id }) => id)).toEqual(['dead', 'of an earlier process with my number'])
})

test('an interrupted job goes on counting above every number that anyone has heard of', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  const before = tableOf({ owner: { ...thisProcess(), pid: dead } })
  await before.insert(job('a'), {})
  before.appendEvents('a', [log(1), log(2), log(3)])
  const runner = new JobRunner(tableOf())
  const [interrupted] = await runner.recover()
  expect(interrupted).toMatchObject({ id: 'a', state: 'interrupted', error: { code: 'interrupted' } })
  expect(await tableOf().events('a', 3)).toMatchObject([{ type: 'state', state: 'interrupted' }])
  expect(await runner.recover()).toEqual([])
})

test('a store that cannot be written does not end a job, and gets everything later', async () => {
  const onTrouble = vi.fn<(thrown: unknown) => void>()
  const table = tableOf({ onTrouble })
  await table.insert(job('a'), {})
  database.exec("CREATE TRIGGER full BEFORE INSERT ON job_events BEGIN SELECT raise(FAIL, 'disk full'); END")
  table.appendEvents('a', [log(1)])
  await table.update(job('a', { state: 'succeeded', lastSeq: 1 }))
  expect(onTrouble).toHaveBeenCalledOnce()
  expect((await table.get('a'))?.state).toBe('succeeded')
  database.exec('DROP TRIGGER full')
  await table.flush()
  expect((await tableOf().get('a'))?.state).toBe('succeeded')
  expect(await tableOf().events('a', 0)).toHaveLength(1)
})

test('where the store cannot even take a new job, nothing is started', async () => {
  database.exec("CREATE TRIGGER full BEFORE INSERT ON jobs BEGIN SELECT raise(FAIL, 'disk full'); END")
  await expect(tableOf().insert(job('a'), {})).rejects.toThrow(expect.objectContaining({ code: 'store_unusable' }) as Error)
})
