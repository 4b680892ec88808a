import { expect, test } from 'vitest'
import { planText } from './fingerprint.ts'
import type { HistoryRow } from './history-row.ts'

const row: HistoryRow = {
  rank: 1,
  version: '1',
  description: 'one',
  type: 'SQL',
  script: 'V1__one.sql',
  checksum: 7,
  installedBy: 'ann',
  installedOn: '2026-01-01T00:00:00.000Z',
  executionMs: 3,
  success: true,
}
const step = { action: 'apply', kind: 'versioned', version: '2', script: 'V2__two.sql', transactional: true, sql: 'SELECT 1' } as const

test('who and when do not change the text of a plan', () => {
  const later = { ...row, installedBy: 'bob', installedOn: '2026-02-02T00:00:00.000Z', executionMs: 9, description: 'uno' }
  expect(planText([step], [later])).toBe(planText([step], [row]))
})

test('the order of the history does not change it, that of the steps does', () => {
  const second = { ...row, rank: 2, version: '2' }
  const next = { ...step, version: '3' }
  expect(planText([step], [second, row])).toBe(planText([step], [row, second]))
  expect(planText([step, next], [row])).not.toBe(planText([next, step], [row]))
})

test('each thing that a run depends on changes it', () => {
  const base = planText([step], [row])
  const steps = [
    { ...step, sql: 'SELECT 2' },
    { ...step, action: 'undo' as const },
    { ...step, script: 'x' },
    { ...step, transactional: false },
  ]
  const rows = [
    { ...row, checksum: 8 },
    { ...row, success: false },
    { ...row, rank: 5 },
    { ...row, version: null },
    { ...row, type: 'DELETE' },
  ]
  const others = [
    ...steps.map((other) => planText([other], [row])),
    ...rows.map((other) => planText([step], [other])),
    planText([], [row]),
    planText([step], []),
  ]
  expect(new Set([base, ...others]).size).toBe(1 + others.length)
})
