import { expect, test } from 'vitest'
import { nextInRange, nextVersions, timeVersion } from './next-version.ts'

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

test.each([
  ['the first of an empty range', ['1', '7'], { from: 100, to: 199 }, '100'],
  ['the one after the highest of the range', ['101', '250', '104'], { from: 100, to: 199 }, '105'],
  ['with the digits of the others', ['001', '203'], { from: 10, to: 99 }, '010'],
  ['none when the range is full', ['198', '199'], { from: 100, to: 199 }, undefined],
])('in a range of numbers: %s', (_, versions, range, expected) => {
  expect(nextInRange(versions, range, new Date(0))).toBe(expected)
})

test('a time stamp is the time, or follows a version that is later', () => {
  const now = new Date('2026-11-23T01:02:03Z')
  expect(timeVersion(['7'], now)).toBe('20261123010203')
  expect(timeVersion(['20270101000000'], now)).toBe('20270101000001')
})
