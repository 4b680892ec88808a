import { expect, test } from 'vitest'
import { tokenOf } from './owner-link.ts'

test('the token is found in the link that was printed, in its two forms, and alone', () => {
  expect(tokenOf('http://127.0.0.1:4510/?token=abc-DEF_0123456789')).toBe('abc-DEF_0123456789')
  expect(tokenOf('  http://127.0.0.1:4510/#/owner?token=abc-DEF_0123456789&x=1 ')).toBe('abc-DEF_0123456789')
  expect(tokenOf('abc-DEF_0123456789xyz')).toBe('abc-DEF_0123456789xyz')
})

test('other words hold no token', () => {
  expect(['', 'http://127.0.0.1:4510/', 'hello world', 'short'].map(tokenOf)).toEqual([null, null, null, null])
})
