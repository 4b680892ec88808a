import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { leastFree, watchDisk } from './disk-watch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const disk = (bavail: number) => ({ bavail, bsize: 4096, blocks: 1_000_000 })

test('a dump is ended before the disk is full, and a look that fails ends nothing', async () => {
  const looks = [disk(500_000), disk(12_000), undefined, disk(9_000)]
  const watch = watchDisk('/backups', 'the backup', 'Nothing was kept.', async () => looks.shift() ?? Promise.reject(new Error('gone')))
  await vi.advanceTimersByTimeAsync(1_900)
  expect(watch.signal.aborted).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  expect(watch.signal.reason).toMatchObject({ code: 'disk_full', data: { state: 'Nothing was kept.' } })
  watch.stop()
  expect(vi.getTimerCount()).toBe(0)
})

test('of a small disk a hundredth is left, and of a large one 64 MB', () => {
  expect(leastFree(2_000_000)).toBe(20_000)
  expect(leastFree(2_000_000_000_000)).toBe(64 * 1024 * 1024)
})
