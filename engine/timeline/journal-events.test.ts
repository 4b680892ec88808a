import { expect, test } from 'vitest'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { JournalRow } from '../history/journal.ts'
import { historyEvents, journalEvents } from './journal-events.ts'

const lane = { id: 'e1', name: 'shop' }
const at = new Date('2026-05-01T10:00:00Z')
const ended = new Date('2026-05-01T10:05:00Z')

function journal(change: Partial<JournalRow>): JournalRow {
  return {
    id: '1', runId: 'r1', kind: 'migration_applied', outcome: 'done', at, endedAt: ended, dbUser: 'app', actor: 'ann', host: 'desk', reason: 'why', version: '2', script: 'V2__b.sql', description: 'b',
    rank: 2, checksum: 1, statements: 1, planFingerprint: 'f', backupId: null, ms: 5, problem: null, ...change,
  }
}

function history(change: Partial<HistoryRow>): HistoryRow {
  return { rank: 1, version: '1', description: 'a', type: 'SQL', script: 'V1__a.sql', checksum: 1, installedBy: 'flyway', installedOn: at.toISOString(), executionMs: 3, success: true, ...change }
}

test('a migration names the person and the database user', () => {
  expect(journalEvents(lane, [journal({})])).toMatchObject([{ id: 'e1/journal/1', env: 'shop', kind: 'migration_applied', by: 'ann (app)', host: 'desk', reason: 'why', journalled: true }])
  expect(journalEvents(lane, [journal({ actor: 'app' })])).toMatchObject([{ by: 'app' }])
})

test.each([
  ['succeeded', []],
  ['running', []],
  ['cancelled', ['run_cancelled']],
  ['unknown', ['run_unknown']],
  ['interrupted', ['run_unknown']],
  ['failed', ['migration_failed']],
] as const)('a run that is %s is told by %j', (outcome, kinds) => {
  const events = journalEvents(lane, [journal({ kind: 'run', outcome })])
  expect(events.map(({ kind }) => kind)).toEqual(kinds)
  expect(events.every((event) => event.at === ended.toISOString())).toBe(true)
})

test('a failed run is told once, by the migration that failed where there is one', () => {
  const rows = [journal({ id: '2', kind: 'migration_failed', outcome: 'failed' }), journal({ kind: 'run', outcome: 'failed', problem: 'x' })]
  expect(journalEvents(lane, rows).map(({ id }) => id)).toEqual(['e1/journal/2'])
})

test('rows of the history that the journal knows are not told again; rows that are no change are not told', () => {
  const rows = [history({}), history({ rank: 2, version: '2', script: 'V2__b.sql' }), history({ rank: 0, type: 'SCHEMA', version: null }), history({ rank: 3, type: 'DELETE' })]
  expect(historyEvents(lane, rows, [journal({})]).map(({ id, journalled }) => [id, journalled])).toEqual([['e1/history/1', false]])
})

test.each([
  ['SQL', true, 'migration_applied'],
  ['JDBC', false, 'migration_failed'],
  ['UNDO_SQL', true, 'migration_undone'],
  ['UNDO_SQL', false, 'undo_failed'],
  ['BASELINE', true, 'baseline'],
  ['SQL_BASELINE', true, 'migration_applied'],
] as const)('a history row of type %s, success %s, is %s', (type, success, kind) => {
  expect(historyEvents(lane, [history({ type, success })], [])).toMatchObject([{ kind }])
})
