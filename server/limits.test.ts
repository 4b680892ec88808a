import { expect, test } from 'vitest'
import { limitsFrom } from './limits.ts'

test('limits are given by name, and a name or number that is none is refused', () => {
  expect(limitsFrom(['jobs=3', ' streams=9', 'jobs=4'])).toMatchObject({ jobs: 4, streams: 9 })
  for (const text of ['job=3', 'jobs', 'jobs=-1', 'jobs=0', 'constructor=1']) expect(() => limitsFrom([text])).toThrow(/not valid/)
})
