import { expect, test } from 'vitest'
import { nextVersions } from './next-version.ts'

const now = new Date('2026-11-22T19:30:05Z')

test.each([
  [[], 1, ['1']],
  [['9', '11', '2'], 2, ['12', '13']],
  [['006', '001'], 1, ['007']],
  [['1.3', '1.2.9'], 2, ['1.4', '1.5']],
  [['99'], 1, ['100']],
  [['20261101120000'], 2, ['20261122193005', '20261122193006']],
  [['202611011200'], 1, ['202611221930']],
  [['20270101000000'], 1, ['20270101000001']],
  [['123456789012345678901'], 1, ['123456789012345678902']],
])('after %j come %j', (versions, count, expected) => {
  expect(nextVersions(versions, count, now)).toEqual(expected)
})
