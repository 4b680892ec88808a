import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { textOf, type Exported } from './export-timeline.ts'

const event: TimelineEvent = {
  id: 'e1/journal/1.abcdef01', env: 'shop', at: '2026-05-02T10:00:00.000Z', kind: 'migration_applied', runId: 'r1', version: '2', script: 'V2__b.sql', description: 'b', by: 'ann (app)', host: 'desk', reason: 'CHG-7', ms: 1_240,
  planFingerprint: 'f'.repeat(64), backupId: 'b1', problem: null, journalled: true, before: null, after: 'a'.repeat(64), details: null, log: null, chain: 'sealed',
}
const hostile = '<script>alert(1)</script>"&\''
const exported: Exported = {
  environments: ['shop', hostile], madeAt: '2026-05-03T00:00:00.000Z', by: 'ann@desk', findings: [{ code: 'journal-row-edited', severity: 'error', subject: 'shop', message: hostile }],
  events: [
    { ...event, id: '4', kind: 'drift', description: hostile, reason: '=HYPERLINK("http://x")', by: '@SUM(A1)', chain: 'mirror', note: '+1', details: { objects: [{ name: 'public.a' }] }, version: null, script: null },
    { ...event, id: '3', kind: 'migration_failed', problem: 'line one\nline "two"', log: '-- begun\nended', ms: 0 },
    event,
    { ...event, id: '1', at: '2026-05-01T10:00:00.000Z', kind: 'backup', version: null, script: null, ms: 95_000, journalled: false, reason: null },
  ],
}

test.each(['html', 'csv', 'json'] as const)('a timeline as %s', async (format) => {
  await expect(textOf(exported, format)).toMatchFileSnapshot(join(import.meta.dirname, `../../../tests/goldens/timeline/timeline.${format}`))
})

test('nothing of an event is taken for markup by a browser or for a formula by a spreadsheet', () => {
  expect(textOf(exported, 'html')).not.toContain('<script>')
  const cells = textOf(exported, 'csv').split(/[,\r\n]+/)
  expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([])
})
