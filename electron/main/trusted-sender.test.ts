import { expect, test } from 'vitest'
import { isTrustedSender } from './trusted-sender.ts'

const own = {}
const top = { url: 'app://strata/', parent: null }

test('the top frame of the own window is trusted', () => {
  expect(isTrustedSender(top, own, own)).toBe(true)
})

test.each([
  ['another window', top, {}],
  ['a frame inside the page', { ...top, parent: top }, own],
  ['a foreign page', { ...top, url: 'https://example.org/' }, own],
  ['a frame that is gone', null, own],
])('%s is not trusted', (_who, frame, sender) => {
  expect(isTrustedSender(frame, sender, own)).toBe(false)
})
