import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Bytes that a plain user can still write in a folder, or in its nearest parent that exists. */
export async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch (error) {
    const parent = dirname(folder)
    if (parent === folder || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return freeBytes(parent)
  }
}

/** Compression rarely does better than this. */
const bestRatio = 0.05

/** Only what surely cannot fit is refused beforehand: how well data compresses is known afterwards. */
export function surelyTooSmall(free: number, dataBytes: number): boolean {
  return free < dataBytes * bestRatio + 64 * 1024
}

export function perhapsTooSmall(free: number, dataBytes: number): boolean {
  return free < dataBytes
}
