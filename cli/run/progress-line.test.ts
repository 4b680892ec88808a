import { expect, test } from 'vitest'
import { paint } from '../render/look.ts'
import { progressLine } from './progress-line.ts'

const look = { paint: paint(false), width: 100 }

test('amount, rate and time left stand there where they are known', () => {
  const line = progressLine({ label: 'Dumping shop', done: 25_000_000, total: 100_000_000, unit: 'bytes', rate: 5_000_000, secondsLeft: 15 }, look)
  expect(line).toBe('Dumping shop  #####...............  25 %  25.0 MB of 100.0 MB, 5.0 MB/s, 15.0 s left')
})

test('without a total there is only what is being done', () => {
  expect(progressLine({ label: 'Waiting for the lock' }, look)).toBe('Waiting for the lock')
})

test('a line never is wider than the terminal', () => {
  expect(progressLine({ label: 'x'.repeat(200), done: 1, total: 2, unit: 'migrations' }, { ...look, width: 80 }).length).toBeLessThanOrEqual(80)
})

test('more done than promised is not more than all', () => {
  expect(progressLine({ label: 'a', done: 30, total: 20, unit: 'tables' }, look)).toContain('100 %')
})
