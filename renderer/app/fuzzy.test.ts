import { expect, test } from 'vitest'
import { fuzzy, score } from './fuzzy.ts'

test('letters must stand in order', () => {
  expect(score('pmt', 'payment methods')).toBeGreaterThan(0)
  expect(score('tmp', 'payment')).toBe(0)
})

test('a run of letters and the beginning of words weigh more than letters apart', () => {
  expect(score('back', 'Create a backup')).toBeGreaterThan(score('back', 'b in a crack'))
  expect(score('pm', 'payment methods')).toBeGreaterThan(score('pm', 'a pxxm'))
})

test('the best fit stands first and groups without one are left out', () => {
  const found = fuzzy('order', [
    { group: 'a', actions: [{ id: '1', label: 'older dear records' }, { id: '2', label: 'order totals' }] },
    { group: 'b', actions: [{ id: '3', label: 'xyz' }] },
  ])
  expect(found).toEqual([{ group: 'a', actions: [expect.objectContaining({ id: '2' }), expect.objectContaining({ id: '1' })] }])
})
