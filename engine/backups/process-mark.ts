import { stat } from 'node:fs/promises'
import { hostname } from 'node:os'

/** Files that this process is writing under names that nobody takes for a backup. */
export const beingWritten = new Set<string>()

/** Name for a file that is not whole yet: it tells which process writes it. */
export function partialName(name: string): string {
  return `${name}.${ownHost()}-${process.pid}.partial`
}

/** A day: long enough for any dump of another machine that writes into the same folder. */
const foreignAgeMs = 24 * 3600 * 1000

/** Whether the process that wrote it is gone. */
export async function isAbandoned(file: string): Promise<boolean> {
  if (beingWritten.has(file)) return false
  const [, host, pid] = /\.([^.]+)-(\d+)\.partial$/.exec(file) ?? []
  if (host === ownHost() && pid !== undefined) return Number(pid) === process.pid || !isAlive(Number(pid))
  const { mtimeMs } = await stat(file)
  return Date.now() - mtimeMs > foreignAgeMs
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function ownHost(): string {
  return hostname().replace(/[^A-Za-z0-9]+/g, '_')
}
