import type { TFunction } from 'i18next'
import { expect, test } from 'vitest'
import { createFormat } from '../../../i18n/create-format.ts'
import { rangeWords } from './amounts.ts'

const t = ((key: string, values: Record<string, string> = {}) => [key, ...Object.values(values)].join(' ')) as unknown as TFunction<'preview'>
const say = (low: number, high: number) => rangeWords({ low, high }, { t, format: createFormat('en') })

test('ends that are near are said as one, with no more digits than an estimate has', () => {
  expect(say(34, 47)).toBe('time.about 40 s')
  expect(say(1.24, 1.3)).toBe('time.about 1.3 s')
})

test('ends that are far apart are both said', () => {
  expect(say(20, 95)).toBe('time.range 20 s 1 min 30 s')
})

test('what is short is said as short', () => {
  expect(say(0, 0.0004)).toBe('line.underOne')
  expect(say(0.1, 0.7)).toBe('time.under 1 s')
  expect(say(0.003, 0.003)).toBe('3 ms')
})
