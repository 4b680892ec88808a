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
const tableOf = (options?: JobsTableOptions) => new JobsTable(database, options)

test('a job comes back as it went in, newest first', () => {
  const table = tableOf()
  table.insert(job('a', { env: 'Shop' }), {})
  table.insert(job('b'), {})
  const done = job('a', { env: 'Shop', state: 'succeeded', startedAt: at, endedAt: at, progress: { label: 'x' }, result: { ok: true }, lastSeq: 7 })
  table.update(done)
  expect(tableOf().get('a')).toEqual(done)
  expect(tableOf().list(10).map(({ id }) => id)).toEqual(['b', 'a'])
  expect(tableOf().get('c')).toBeUndefined()
})

test('a reader sees every event at once, from any number on, whether it is written yet or not', () => {
  const table = tableOf()
  table.insert(job('a'), {})
  table.appendEvents('a', [log(1), log(2)])
  table.flush()
  table.appendEvents('a', [log(3)])
  expect(table.events('a', 0).map(({ seq }) => seq)).toEqual([1, 2, 3])
  expect(table.events('a', 1).map(({ seq }) => seq)).toEqual([2, 3])
  expect(table.events('a', 2).map(({ seq }) => seq)).toEqual([3])
  expect(tableOf().events('a', 0).map(({ seq }) => seq)).toEqual([1, 2])
})

test('of thousands of progress events only a few are written, and none of the others is lost', () => {
  const table = tableOf()
  table.insert(job('a'), {})
  for (let seq = 1; seq <= 5_000; seq += 1) table.appendEvents('a', [seq % 100 === 0 ? log(seq) : progress(seq)])
  table.flush()
  const kept = tableOf().events('a', 0)
  expect(kept.filter(({ type }) => type === 'log')).toHaveLength(50)
  expect(kept.length).toBeLessThan(200)
  expect(tableOf().get('a')).toMatchObject({ lastSeq: 5_000, progress: { done: 4_999 } })
})

test('secrets of the input do not reach the disk', () => {
  tableOf().insert(job('a'), { draft: { password: 'pl4nted' }, url: 'postgres://app:pl4nted@db/x' })
  expect(JSON.stringify(database.prepare('SELECT input FROM jobs').all())).not.toContain('pl4nted')
})

test('only the newest finished jobs are kept, with their events; unfinished ones always', () => {
  const table = tableOf({ keep: 3 })
  table.insert(job('open'), {})
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    table.insert(job(id), {})
    table.appendEvents(id, [log(1)])
    table.update(job(id, { state: 'succeeded', lastSeq: 1 }))
  }
  table.insert(job('last'), {})
  expect(table.list(10).map(({ id }) => id)).toEqual(['last', 'e', 'd', 'c', 'open'])
  expect(table.events('a', 0)).toEqual([])
})

test('orphans are the unfinished jobs of processes of this machine that are gone', () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  const other = (owner: Partial<ReturnType<typeof thisProcess>>) => tableOf({ owner: { ...thisProcess(), ...owner } })
  tableOf().insert(job('mine'), {})
  other({ pid: dead }).insert(job('dead'), {})
  other({ pid: dead }).insert(job('dead but done'), {})
  other({ pid: dead }).update(job('dead but done', { state: 'failed' }))
  other({ pid: dead, host: `not-${hostname()}` }).insert(job('elsewhere'), {})
  other({ start: '1970-01-01T00:00:00.000Z' }).insert(job('of an earlier process with my number'), {})
  expect(tableOf().orphans().map(({ id }) => id)).toEqual(['dead', 'of an earlier process with my number'])
})

test('an interrupted job goes on counting above every number that anyone has heard of', () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  const before = tableOf({ owner: { ...thisProcess(), pid: dead } })
  before.insert(job('a'), {})
  before.appendEvents('a', [log(1), log(2), log(3)])
  const runner = new JobRunner(tableOf())
  const [interrupted] = runner.recover()
  expect(interrupted).toMatchObject({ id: 'a', state: 'interrupted', error: { code: 'interrupted' } })
  expect(tableOf().events('a', 3)).toMatchObject([{ type: 'state', state: 'interrupted' }])
  expect(runner.recover()).toEqual([])
})

test('a store that cannot be written does not end a job, and gets everything later', () => {
  const onTrouble = vi.fn<(thrown: unknown) => void>()
  const table = tableOf({ onTrouble })
  table.insert(job('a'), {})
  database.exec("CREATE TRIGGER full BEFORE INSERT ON job_events BEGIN SELECT raise(FAIL, 'disk full'); END")
  table.appendEvents('a', [log(1)])
  table.update(job('a', { state: 'succeeded', lastSeq: 1 }))
  expect(onTrouble).toHaveBeenCalledOnce()
  expect(table.get('a')?.state).toBe('succeeded')
  database.exec('DROP TRIGGER full')
  table.flush()
  expect(tableOf().get('a')?.state).toBe('succeeded')
  expect(tableOf().events('a', 0)).toHaveLength(1)
})

test('where the store cannot even take a new job, nothing is started', () => {
  database.exec("CREATE TRIGGER full BEFORE INSERT ON jobs BEGIN SELECT raise(FAIL, 'disk full'); END")
  expect(() => tableOf().insert(job('a'), {})).toThrow(expect.objectContaining({ code: 'store_unusable' }) as Error)
})
