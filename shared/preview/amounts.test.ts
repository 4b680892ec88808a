import { expect, test } from 'vitest'
import { english } from './amounts.ts'

test.each([
  [0, '0 rows'], [1, '1 row'], [8214, '8,214 rows'], [999_600, '1 million rows'], [12_300_000, '12.3 million rows'], [4_000_000_000, '4 billion rows'],
])('%d rows are said as %s', (count, words) => expect(english.rows(count)).toBe(words))

test.each([
  [0, 0.2, 'under 1 ms'], [0, 5, '1 to 5 ms'], [20_000, 62_000, '20 to 62 s'], [900, 4200, '900 ms to 4.2 s'], [40_000, 45_000, 'about 45 s'], [600_000, 7_200_000, '10 min to 2 h'],
])('%d to %d ms are said as %s', (low, high, words) => expect(english.time(low, high)).toBe(words))

test.each([[999, '999 B'], [1_812_000_000, '1.8 GB'], [212_400_000, '212 MB']])('%d bytes are said as %s', (bytes, words) => expect(english.bytes(bytes)).toBe(words))
