import { expect, test } from 'vitest'
import { chooseEncoding } from './accept-encoding.ts'

test.each([
  [undefined, 'identity'],
  ['', 'identity'],
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0.1, gzip;q=0.9', 'gzip'],
  ['br;q=0, *', 'gzip'],
  ['*;q=0', 'identity'],
  ['identity', 'identity'],
  ['GZIP;Q=1.0', 'gzip'],
  ['gzip;q=none', 'identity'],
])('of "%s" it is %s', (header, encoding) => {
  expect(chooseEncoding(header)).toBe(encoding)
})
