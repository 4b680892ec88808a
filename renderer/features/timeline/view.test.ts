import { expect, test } from 'vitest'
import type { Environment } from '#shared/contract/environments.ts'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { createFormat } from '../../i18n/create-format.ts'
import { ticksOf } from './chart/ticks.ts'
import { entriesOf } from './entries.ts'
import { boundsOf, choiceOf, plainView, shownOf, textOfView, viewOf, type View } from './view.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const day = 86_400_000
const blank: TimelineEvent = {
  id: '1', env: 'shop', at: new Date(now).toISOString(), kind: 'migration_applied', runId: null, version: '9', script: 'V9__orders.sql', description: 'orders', by: 'lena', host: null,
  reason: 'CHG-1', ms: null, planFingerprint: null, backupId: null, problem: null, journalled: true,
}
const environment = { id: 'e1', name: 'shop' } as Environment
const entries = entriesOf([blank, { ...blank, id: '2', kind: 'migration_failed', by: 'Jun', problem: 'lock', at: new Date(now - 9 * day).toISOString() }, { ...blank, id: '3', kind: 'backup', env: 'other', version: null, script: null, description: 'copy', at: new Date(now - 40 * day).toISOString() }], [environment])
const ids = (view: Partial<View>) => shownOf(entries, { ...plainView, ...view }, now).map(({ event }) => event.id)

test.each<View>([
  plainView,
  { text: 'V9 & more', kinds: 'problems', env: 'e1', range: '7d', window: { from: 1, to: 2 }, a: 'e1/journal/1', b: null },
  { ...plainView, range: { from: 5, to: 9 } },
])('a view survives its words: %o', (view) => {
  expect(viewOf(textOfView(view))).toEqual(view)
})

test('words that nobody wrote show everything', () => {
  expect(viewOf('kinds=nonsense&range=9-1&at=x')).toEqual(plainView)
  expect(textOfView(plainView)).toBeNull()
})

test('search looks through version, script, people, reason and problem, whatever the case', () => {
  expect(ids({ text: 'v9__ord' })).toEqual(['1', '2'])
  expect(ids({ text: 'jun' })).toEqual(['2'])
  expect(ids({ text: 'LOCK' })).toEqual(['2'])
  expect(ids({ text: 'nothing' })).toEqual([])
})

test('kind, environment and time narrow together', () => {
  expect(ids({ kinds: 'backups' })).toEqual(['3'])
  expect(ids({ env: 'e1', range: '30d' })).toEqual(['1', '2'])
  expect(ids({ kinds: 'problems', range: '7d' })).toEqual([])
  expect(ids({ range: { from: now - 50 * day, to: now - 30 * day } })).toEqual(['3'])
})

test('without a choice the list is the very same, so that nothing is drawn anew', () => {
  expect(shownOf(entries, plainView, now)).toBe(entries)
  expect(boundsOf('all', now)).toBeNull()
})

test('the host is asked for what is shown', () => {
  expect(choiceOf(plainView, now)).toEqual({})
  expect(choiceOf({ ...plainView, kinds: 'drift', env: 'e1', text: ' x ', range: '7d' }, now)).toMatchObject({ kinds: ['drift', 'drift_resolved'], env: 'e1', text: 'x', from: new Date(now - 7 * day).toISOString() })
})

test('the axis has round times, not more than there is room for, and says the day only where it changes', () => {
  const format = createFormat('en')
  const days = ticksOf({ from: now - 12 * day, to: now }, 1000, format)
  expect(days.length).toBeGreaterThan(3)
  expect(days.length).toBeLessThanOrEqual(13)
  expect(days.slice(1).every(({ label, major }) => major || /^\d+$/.test(label))).toBe(true)
  const hours = ticksOf({ from: now, to: now + day / 4 }, 800, format)
  expect(hours.filter(({ major }) => major)).toHaveLength(1)
  expect(ticksOf({ from: now - 900 * day, to: now }, 900, format).some(({ label }) => label.includes('2025'))).toBe(true)
})
