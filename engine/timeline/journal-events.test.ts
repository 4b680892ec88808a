import { expect, test } from 'vitest'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import type { JournalRow } from '../history/journal.ts'
import { historyEvents, journalEvents, withoutJournalled } from './journal-events.ts'
import type { StoryRow } from './story.ts'

const lane = { id: 'e1', name: 'shop' }
const at = new Date('2026-05-01T10:00:00Z')
const ended = new Date('2026-05-01T10:05:00Z')

function journal(change: Partial<JournalRow>): JournalRow {
  return {
    id: '1', runId: 'r1', kind: 'migration_applied', outcome: 'done', at, endedAt: ended, dbUser: 'app', actor: 'ann', host: 'desk', reason: 'why', version: '2', script: 'V2__b.sql', description: 'b',
    rank: 2, checksum: 1, statements: 1, planFingerprint: 'f', backupId: null, ms: 5, problem: null, format: 2, before: null, after: null, details: null, log: null, ...change,
  }
}

function story(...rows: Partial<JournalRow>[]): StoryRow[] {
  return rows.map((change) => ({ row: journal(change), link: { id: change.id ?? '1', seq: change.id ?? '1', prev: '', hash: '', digest: 'abcdef0123456789' }, chain: 'sealed' }))
}

function history(change: Partial<HistoryRow>): HistoryRow {
  return { rank: 1, version: '1', description: 'a', type: 'SQL', script: 'V1__a.sql', checksum: 1, installedBy: 'flyway', installedOn: at.toISOString(), executionMs: 3, success: true, ...change }
}

test('a migration names the person and the database user', () => {
  expect(journalEvents(lane, story({}))).toMatchObject([{ id: 'e1/journal/1.abcdef01', env: 'shop', kind: 'migration_applied', by: 'ann (app)', host: 'desk', reason: 'why', journalled: true, chain: 'sealed' }])
  expect(journalEvents(lane, story({ actor: 'app' }))).toMatchObject([{ by: 'app' }])
})

test.each([
  ['succeeded', []],
  ['running', []],
  ['cancelled', ['run_cancelled']],
  ['unknown', ['run_unknown']],
  ['interrupted', ['run_unknown']],
  ['failed', ['migration_failed']],
] as const)('a run that is %s is told by %j', (outcome, kinds) => {
  const events = journalEvents(lane, story({ kind: 'run', outcome }))
  expect(events.map(({ kind }) => kind)).toEqual(kinds)
  expect(events.every((event) => event.at === ended.toISOString())).toBe(true)
})

test('a failed run is told once, by the migration that failed where there is one; its beginning and its schema are no events', () => {
  const rows = story({ id: '1', kind: 'run_started', outcome: 'running' }, { id: '2', kind: 'migration_failed', outcome: 'failed' }, { id: '3', kind: 'run', outcome: 'failed', problem: 'x' }, { id: '4', kind: 'schema' })
  expect(journalEvents(lane, rows).map(({ id }) => id)).toEqual(['e1/journal/2.abcdef01'])
})

test('the first migration of a run has the schema before it, the last the schema after it', () => {
  const rows = story({ id: '1', kind: 'run_started', before: 'b' }, { id: '2' }, { id: '3' }, { id: '4', kind: 'run', outcome: 'succeeded' }, { id: '5', kind: 'schema', after: 'a' })
  expect(journalEvents(lane, rows).map(({ before, after }) => [before, after])).toEqual([['b', null], [null, 'a']])
})

test('an event dated before the one that it follows keeps its place and says so; a second is no matter', () => {
  const late = new Date(at.getTime() + 3_600_000)
  const events = journalEvents(lane, story({ id: '1', at: late }, { id: '2', at }, { id: '3', at: new Date(at.getTime() - 1_000) }))
  expect(events.map(({ id }) => id)).toEqual(['e1/journal/1.abcdef01', 'e1/journal/2.abcdef01', 'e1/journal/3.abcdef01'])
  expect(events.map(({ note }) => note)).toEqual([undefined, expect.stringContaining('a clock was changed'), undefined])
})

test('a row of a kind that this version does not know is left to the newer one', () => {
  expect(journalEvents(lane, story({ kind: 'teleported' as JournalRow['kind'] }))).toEqual([])
})

test('rows of the history that the journal knows are not told again; rows that are no change are not told', () => {
  const rows = withoutJournalled([history({}), history({ rank: 2, version: '2', script: 'V2__b.sql' }), history({ rank: 0, type: 'SCHEMA', version: null }), history({ rank: 3, type: 'DELETE' })], [journal({})])
  expect(historyEvents(lane, rows).map(({ id, journalled }) => [id, journalled])).toEqual([['e1/history/1', false]])
})

test.each([
  ['SQL', true, 'migration_applied'],
  ['JDBC', false, 'migration_failed'],
  ['UNDO_SQL', true, 'migration_undone'],
  ['UNDO_SQL', false, 'undo_failed'],
  ['BASELINE', true, 'baseline'],
  ['SQL_BASELINE', true, 'migration_applied'],
] as const)('a history row of type %s, success %s, is %s', (type, success, kind) => {
  expect(historyEvents(lane, [history({ type, success })])).toMatchObject([{ kind }])
})
