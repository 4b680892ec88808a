import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { sessionsSql } from './digest.sql.ts'
import type { ChildRun } from './child-run.ts'
import type { FaultWorld } from './world.ts'

/** What may be killed: Strata's own process, pg_dump or pg_restore, a server process of ours, the whole server. */
export type Fault = 'process' | 'tool' | 'session' | 'server'

/** Does the harm; gives what was really hit, null when there was nothing left to hit. `pick` is a number from 0 to 1 that chooses among several. */
export async function strike(fault: Fault, world: FaultWorld, run: ChildRun, pick: number): Promise<Fault | null> {
  if (run.over) return null
  if (fault === 'tool') return (await killTool(run)) ? 'tool' : strikeProcess(run)
  if (fault === 'session') return (await killSession(world, pick)) ? 'session' : strikeProcess(run)
  if (fault === 'process') return strikeProcess(run)
  await world.server.kill()
  await world.startServer()
  return 'server'
}

function strikeProcess(run: ChildRun): Fault | null {
  if (run.over) return null
  run.kill()
  return 'process'
}

/** The client program may be between two calls: it is waited for a little. */
async function killTool(run: ChildRun): Promise<boolean> {
  for (let look = 0; look < 20 && !run.over; look += 1) {
    const pid = toolOf(run.pid)
    if (pid !== undefined && endNow(pid)) return true
    await sleep(25)
  }
  return false
}

/** False when it ended by itself meanwhile. */
function endNow(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}

function toolOf(parent: number): number | undefined {
  try {
    const lines = execFileSync('ps', ['-o', 'pid=,comm=', '--ppid', String(parent)], { encoding: 'utf8' }).trim().split('\n')
    return lines.map((line) => line.trim().split(/\s+/)).filter(([, name]) => name?.startsWith('pg_')).map(([pid]) => Number(pid))[0]
  } catch {
    return undefined
  }
}

async function killSession(world: FaultWorld, pick: number): Promise<boolean> {
  const sessions = await world.query('postgres', sessionsSql)
  const chosen = sessions[Math.floor(pick * sessions.length)]
  if (!chosen) return false
  await world.query('postgres', `SELECT pg_terminate_backend(${Number(chosen.pid)})`)
  return true
}
