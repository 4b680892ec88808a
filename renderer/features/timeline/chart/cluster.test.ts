import { expect, test } from 'vitest'
import type { TimelineEvent } from '#shared/contract/timeline.ts'
import { entriesOf, type Entry } from '../entries.ts'
import { arcsOf } from './arcs.ts'
import { barHeight, bucketsOf } from './buckets.ts'
import { clustersOf, inSight, nearest } from './cluster.ts'
import { labelsOf } from './labels.ts'
import { gutter, hitAt, laneY, layoutOf, msPerPixel, timeAt, xOf } from './layout.ts'

const start = Date.parse('2026-11-01T00:00:00Z')
const minute = 60_000
const day = 1440 * minute

function entry(at: number, kind: TimelineEvent['kind'] = 'migration_applied', version: string | null = null): Entry {
  const event: TimelineEvent = {
    id: `${kind}-${at}`, env: 'e', at: new Date(at).toISOString(), kind, runId: null, version, script: null, description: '', by: 'x', host: null,
    reason: null, ms: null, planFingerprint: null, backupId: null, problem: null, journalled: true,
  }
  return entriesOf([event], [])[0] as Entry
}

const many = Array.from({ length: 10_000 }, (_, index) => entry(start + index * minute))

test('ten thousand events of a lane become no more marks than fit, and none is lost', () => {
  const clusters = clustersOf(many, (7 * day) / 900)
  expect(clusters.length).toBeLessThan(40)
  expect(clusters.reduce((sum, { first, last }) => sum + last - first + 1, 0)).toBe(10_000)
})

test('no two marks touch at any zoom', () => {
  for (const msPerPixel of [1_000, 7_000, 60_000, 900_000]) {
    const clusters = clustersOf(many, msPerPixel)
    const touching = clusters.filter((each, index) => {
      const before = clusters[index - 1]
      return before && (each.at - before.at) / msPerPixel < each.half + before.half
    })
    expect(touching).toEqual([])
  }
})

test('merged marks part on zoom, and a mark of several shows the gravest', () => {
  const entries = [entry(start), entry(start + minute, 'migration_failed'), entry(start + 2 * minute, 'backup')]
  expect(clustersOf(entries, minute)).toMatchObject([{ first: 0, last: 2, top: { event: { kind: 'migration_failed' } } }])
  expect(clustersOf(entries, minute / 40)).toHaveLength(3)
})

test('the marks in sight are those that reach into the window', () => {
  const clusters = clustersOf([entry(start), entry(start + day), entry(start + 2 * day)], minute)
  expect(inSight(clusters, start + day - minute, start + day + minute, minute)).toEqual([1, 2])
})

test('the nearest is found at both ends and between', () => {
  const at = [{ at: 10 }, { at: 20 }, { at: 40 }]
  expect([0, 14, 16, 29, 31, 99].map((time) => nearest(at, time))).toEqual([0, 0, 1, 1, 2, 2])
  expect(nearest([], 5)).toBe(-1)
})

test('words stand over marks where there is room, of several as from and to', () => {
  const entries = [entry(start, 'migration_applied', '1'), entry(start + 1, 'backup'), entry(start + 2, 'migration_applied', '3'), entry(start + 20 * minute, 'migration_applied', '4'), entry(start + 200 * minute, 'drift')]
  const clusters = clustersOf(entries, minute)
  const labels = labelsOf(clusters, entries, minute, ({ event }) => (event.kind === 'drift' ? 'drift' : `V${event.version}`))
  expect([...labels]).toEqual([[0, 'V1–V4'], [1, 'drift']])
})

test('an undo is bound to the last application before it, once', () => {
  const applied = entry(start, 'migration_applied', '9')
  const again = entry(start + minute, 'migration_applied', '9')
  const undone = entry(start + 2 * minute, 'migration_undone', '9')
  expect(arcsOf([applied, again, undone, entry(start + 3 * minute, 'migration_undone', '9')])).toEqual([{ from: undone, to: again }])
})

test('the whole time is counted into bars; one event beside thousands is still seen', () => {
  const { all, problems, most } = bucketsOf([entry(10), entry(11), entry(95, 'drift')], { from: 0, to: 100 }, 10)
  expect([...all]).toEqual([0, 2, 0, 0, 0, 0, 0, 0, 0, 1])
  expect(problems[9]).toBe(1)
  expect(most).toBe(2)
  expect(barHeight(1, 5_000, 20)).toBeGreaterThanOrEqual(2)
})

test('the mark under the hand is found, also near it, and none in empty places', () => {
  const layout = layoutOf(900, 400, 2, 0)
  const span = { from: start, to: start + day }
  const clusters = [clustersOf([entry(start + day / 2)], msPerPixel(span, layout)), []]
  const x = xOf(start + day / 2, span, layout)
  expect(timeAt(x, span, layout)).toBeCloseTo(start + day / 2)
  expect(hitAt(x + 9, laneY(0, layout) + 6, span, layout, clusters)).toMatchObject({ lane: 0 })
  expect(hitAt(x + 60, laneY(0, layout), span, layout, clusters)).toBeNull()
  expect(hitAt(x, laneY(1, layout), span, layout, clusters)).toBeNull()
  expect(hitAt(gutter, 5, span, layout, clusters)).toBeNull()
})

test('lanes that do not fit are scrolled to, no further than the last', () => {
  const layout = layoutOf(900, 300, 12, 99_999)
  expect(laneY(11, layout)).toBeLessThan(300)
  expect(layoutOf(900, 300, 2, 500).scroll).toBe(0)
})
