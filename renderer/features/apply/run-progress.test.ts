import { expect, test } from 'vitest'
import type { Job } from '#shared/contract/jobs.ts'
import { runProgress, shareDone } from './run-progress.ts'

const statement = (number: number, outcome = 'done') => ({ kind: 'statement', script: 'V1__a.sql', number, of: 2, line: number, command: 'SELECT', outcome, rows: 1, ms: 2 })
const migration = (phase: string) => ({ kind: 'migration', script: 'V1__a.sql', version: '1', index: 1, of: 4, phase })
const job: Job = { id: '1', operation: 'migrations.apply', state: 'running', createdAt: '2026-11-22T10:00:00Z', lastSeq: 1 }

test('a run is told by its steps alone', () => {
  const run = runProgress([migration('started'), statement(1), statement(2), migration('done')], 'running')
  expect(run).toMatchObject({ of: 4, migrations: [{ script: 'V1__a.sql', outcome: 'done', of: 2 }] })
  expect(run.migrations[0]?.statements).toHaveLength(2)
})

test('the migration that was running when the run ended became what the run became', () => {
  const steps = [migration('started'), statement(1)]
  const outcome = (state: Job['state']) => runProgress(steps, state).migrations[0]?.outcome
  expect(outcome('running')).toBe('running')
  expect(outcome('failed')).toBe('failed')
  expect(outcome('cancelled')).toBe('cancelled')
  expect(outcome('unknown')).toBe('unknown')
  expect(outcome('interrupted')).toBe('unknown')
})

test('a statement that is tried again is counted once', () => {
  const run = runProgress([migration('started'), statement(1, 'failed'), statement(1)], 'running')
  expect(run.migrations[0]?.statements.map((each) => each.outcome)).toEqual(['done'])
})

test('steps of another kind are left alone', () => {
  expect(runProgress([{ kind: 'doctor-step' }, { kind: 'statement' }], 'running').migrations).toEqual([])
})

test('the share that is done is what the job says, else what its steps show, else unknown', () => {
  const run = runProgress([migration('started'), statement(1)], 'running')
  expect(shareDone(job, run)).toBe(0.125)
  expect(shareDone({ ...job, progress: { label: '', done: 3, total: 4 } }, run)).toBe(0.75)
  expect(shareDone(job, { migrations: [], of: 0 })).toBeUndefined()
})
