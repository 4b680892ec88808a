import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Pressure } from './pressure.ts'

function block(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

test('one long step is no pressure; a program whose every step is late says so', async () => {
  const pressure = new Pressure({ lagMs: 60, heapMb: 0 })
  block(400)
  await pause(1500)
  expect(pressure.problem).toBeUndefined()
  while (pressure.problem === undefined) {
    block(150)
    await pause(0)
  }
  expect(pressure.problem).toBe('it lags behind')
  pressure.close()
})

test('a heap beyond the limit says so', async () => {
  const pressure = new Pressure({ lagMs: 1000, heapMb: 1 })
  await expect.poll(() => pressure.problem, { timeout: 5000 }).toBe('its memory is full')
  pressure.close()
})

test('without a limit a program that lags behind says nothing', async () => {
  const pressure = new Pressure({ lagMs: 0, heapMb: 0 })
  for (const until = performance.now() + 3200; performance.now() < until; ) {
    block(50)
    await pause(0)
  }
  expect(pressure.problem).toBeUndefined()
  pressure.close()
})
