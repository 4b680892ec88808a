import { statfs } from 'node:fs/promises'
import { AppError } from '#shared/contract/app-error.ts'

const everyMs = 500
const floorBytes = 64 * 1024 * 1024
const floorShare = 0.01

/** What is left for others: a hundredth of the disk, and 64 MB at most. */
export function leastFree(diskBytes: number): number {
  return Math.min(floorBytes, diskBytes * floorShare)
}

export interface DiskWatch {
  /** Aborts with `disk_full` as its reason before the disk is full. */
  readonly signal: AbortSignal
  stop(): void
}

/** Sizes as statfs says them. */
type Look = (folder: string) => Promise<{ bavail: number; bsize: number; blocks: number }>

/** Watches the disk of a folder that is written to. `what` needs the room. A look that fails is left out. */
export function watchDisk(folder: string, what: string, state: string, ask: Look = statfs): DiskWatch {
  const full = new AbortController()
  const look = async () => {
    const { bavail, bsize, blocks } = await ask(folder)
    if (bavail * bsize < leastFree(blocks * bsize)) full.abort(new AppError('disk_full', { what }, { state }))
  }
  const timer = setInterval(() => void look().catch(() => {}), everyMs)
  return { signal: full.signal, stop: () => clearInterval(timer) }
}
