import { expect, test } from 'vitest'
import { onInterrupt } from './interrupt.ts'

test('a keystroke that arrives twice, from the terminal and passed on, counts once', () => {
  const heard: number[] = []
  let now = 1000
  const stop = onInterrupt((times) => heard.push(times), () => now)
  const strike = (at: number) => {
    now = at
    process.emit('SIGINT')
  }
  strike(1000)
  strike(1010)
  strike(3000)
  stop()
  expect(heard).toEqual([1, 2])
  expect(process.listenerCount('SIGINT')).toBe(0)
})
