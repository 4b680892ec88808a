import { expect, test } from 'vitest'
import { fitWindowState } from './window-state.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const beside = { x: 1440, y: 0, width: 2560, height: 1440 }
const state = (value: object) => JSON.stringify(value)

test('a window comes back where it was', () => {
  const kept = { x: 1500, y: 40, width: 1800, height: 1200, maximized: false }
  expect(fitWindowState(state(kept), [laptop, beside])).toEqual(kept)
})

test('a window of a display that is gone comes to the first display, no larger than it', () => {
  const kept = { x: 1500, y: 40, width: 1800, height: 1200, maximized: true }
  expect(fitWindowState(state(kept), [laptop])).toEqual({ width: 1440, height: 875, maximized: true })
})

test('a window whose title bar is above the display is moved back', () => {
  expect(fitWindowState(state({ x: 100, y: -300, width: 1200, height: 800, maximized: false }), [laptop])).toEqual({ width: 1200, height: 800, maximized: false })
})

test.each([undefined, '', '{', '[]', '{"width":"wide"}', '{"width":-5,"height":3,"maximized":false}'])('%j gives the first window', (text) => {
  expect(fitWindowState(text, [laptop])).toEqual({ width: 1360, height: 860, maximized: false })
})

test('a window never gets too small to be used', () => {
  expect(fitWindowState(state({ width: 10, height: 10, maximized: false }), [{ x: 0, y: 0, width: 800, height: 600 }])).toMatchObject({ width: 1024, height: 640 })
})
