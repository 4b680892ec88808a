import { readFileSync } from 'node:fs'
import { hostname, uptime } from 'node:os'

/** Tells a process from any other, also from a later one that was given the same number. */
export interface ProcessOwner {
  host: string
  pid: number
  /** On Linux the kernel's start tick with the boot's id; elsewhere the start as an ISO time. */
  start: string
}

export function thisProcess(): ProcessOwner {
  return { host: hostname(), pid: process.pid, start: linuxStart(process.pid) ?? new Date(Date.now() - process.uptime() * 1000).toISOString() }
}

export type IsAlive = (owner: ProcessOwner) => boolean

/** Which of the processes that share a store are alive, as of now. */
export type LivingOwners = () => Promise<IsAlive>

/** For a store of one machine; what runs on another is not known and counts as alive. */
export const livingHere: LivingOwners = async () => (owner) => owner.host !== hostname() || isAlive(owner)

/** Whether a process of this machine still runs. In doubt it does: a job must not be called dead while it works. */
export function isAlive(owner: ProcessOwner): boolean {
  if (!answersSignal(owner.pid)) return false
  const start = linuxStart(owner.pid)
  if (start !== undefined) return start === owner.start
  return Date.parse(owner.start) >= Date.now() - uptime() * 1000 - 60_000
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Field 22 of /proc/PID/stat, counted after the command name, which may hold blanks and parentheses (proc(5)). */
function linuxStart(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const tick = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${tick}`
  } catch {
    return undefined
  }
}
