import { expect, test } from 'vitest'
import type { JobEvent } from '#shared/contract/jobs.ts'
import { addEvent, emptyRun } from './run-state.ts'

let seq = 0
const at = '2026-11-22T10:00:00Z'
const data = (values: Record<string, unknown>): JobEvent => ({ seq: ++seq, at, type: 'data', data: values })
const state = (value: JobEvent['state']): JobEvent => ({ seq: ++seq, at, type: 'state', state: value })
const statement = (number: number, outcome = 'done') => data({ kind: 'statement', script: 'V1__a.sql', number, of: 2, line: number, command: 'SELECT', outcome, rows: 1, ms: 2 })
const migration = (phase: string) => data({ kind: 'migration', script: 'V1__a.sql', version: '1', index: 1, of: 3, phase })
const replay = (events: JobEvent[]) => events.reduce(addEvent, emptyRun)

test('a run is told by its events alone', () => {
  const run = replay([state('running'), migration('started'), statement(1), statement(2), migration('done')])
  expect(run).toMatchObject({ state: 'running', of: 3, migrations: [{ script: 'V1__a.sql', outcome: 'done', of: 2 }] })
  expect(run.migrations[0]?.statements).toHaveLength(2)
})

test('events that were seen before change nothing', () => {
  const events = [state('running'), migration('started'), statement(1)]
  expect(replay([...events, ...events])).toEqual(replay(events))
})

test('the migration that was running when the run failed is the one that failed', () => {
  const run = replay([migration('started'), statement(1), statement(2, 'failed'), state('failed')])
  expect(run.migrations[0]?.outcome).toBe('failed')
})

test('a statement that is tried again is counted once', () => {
  const run = replay([migration('started'), statement(1, 'failed'), statement(1)])
  expect(run.migrations[0]?.statements.map((each) => each.outcome)).toEqual(['done'])
})

test('data of another kind is left alone', () => {
  expect(replay([data({ kind: 'doctor-step' })]).migrations).toEqual([])
})
