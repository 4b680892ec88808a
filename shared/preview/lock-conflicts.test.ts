import { expect, test } from 'vitest'
import { lockModes } from '../contract/compare.ts'
import { conflicts, modeOf } from './lock-conflicts.ts'

/** The table of the documentation, row by row; X: the two wait for each other. */
const table = ['.......X', '......XX', '....XXXX', '...XXXXX', '..XX.XXX', '..XXXXXX', '.XXXXXXX', 'XXXXXXXX']

test('modes conflict as the documentation of PostgreSQL says, whichever comes first', () => {
  const found = lockModes.map((one) => lockModes.map((other) => (conflicts(one, other) ? 'X' : '.')).join(''))
  expect(found).toEqual(table)
  expect(lockModes.every((one) => lockModes.every((other) => conflicts(one, other) === conflicts(other, one)))).toBe(true)
})

test('the names of pg_locks are known, and those of other locks are not', () => {
  expect(modeOf('AccessShareLock')).toBe('ACCESS SHARE')
  expect(modeOf('ShareUpdateExclusiveLock')).toBe('SHARE UPDATE EXCLUSIVE')
  expect(modeOf('SIReadLock')).toBeUndefined()
})
