import { expect, test } from 'vitest'
import { createFormat } from './create-format.ts'

const english = createFormat('en')
const chinese = createFormat('zh-CN')

test.each([
  [0.2, '< 1 ms'],
  [412, '412 ms'],
  [1440, '1.4 s'],
  [40_000, '40 s'],
  [231_000, '3 min 51 s'],
  [3_600_000, '1 h'],
  [119_999, '2 min'],
])('%d ms is said as %s', (ms, words) => {
  expect(english.duration(ms)).toBe(words)
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [8_400_000, '8.4 MB'],
  [212_400_000, '212 MB'],
  [1_812_000_000, '1.8 GB'],
])('%d bytes are said as %s', (bytes, words) => {
  expect(english.bytes(bytes)).toBe(words)
})

test('a while ago is said in words up to a week, then as the date', () => {
  const now = Date.parse('2026-11-22T12:00:00Z')
  expect(english.ago(now - 3_000, now)).toBe('now')
  expect(english.ago(now - 125_000, now)).toBe('2 min. ago')
  expect(chinese.ago(now - 7_200_000, now)).toBe('2小时前')
  expect(english.ago(now - 20 * 86_400_000, now)).toMatch(/Nov 2/)
})
