import type { FleetLimits, FleetMemberState } from '#shared/contract/fleet.ts'
import { stopRule, sum, type Tally } from '../store/tally.ts'

export interface Standing {
  state: 'running' | 'stopping'
  goAhead: boolean
  limits: Pick<FleetLimits, 'concurrency' | 'afterCanaries' | 'stopAfterFailures' | 'stopAfterPercent'>
  tallies: readonly Tally[]
}

export type Decision =
  | { do: 'release'; canary: boolean; most: number }
  /** Members are at work, and nothing else is to be begun now. */
  | { do: 'watch' }
  | { do: 'stop'; because: string }
  /** For a go-ahead. */
  | { do: 'wait' }
  | { do: 'end'; as: 'succeeded' | 'incomplete' | 'stopped' }

/** What is to be done next with a run, from what its members are and nothing else: whoever decides, decides the same. */
export function decide({ state, goAhead, limits, tallies }: Standing): Decision {
  const count = (...states: FleetMemberState[]) => sum(tallies.filter((tally) => states.includes(tally.state)))
  const atWork = sum(tallies.filter((tally) => tally.state === 'running'))
  if (state === 'stopping') return atWork > 0 ? { do: 'watch' } : { do: 'end', as: 'stopped' }
  const because = stopRule(limits, tallies)
  if (because !== undefined) return { do: 'stop', because }
  const handedOut = sum(tallies.filter(({ state: its, released }) => its === 'running' || (its === 'queued' && released)))
  const left = (canary: boolean) => sum(tallies.filter((tally) => tally.state === 'queued' && !tally.released && tally.canary === canary))
  const room = Math.max(0, mostHandedOut(limits.concurrency) - handedOut)
  const release = (canary: boolean): Decision => (room > 0 ? { do: 'release', canary, most: room } : { do: 'watch' })
  if (left(true) > 0) return release(true)
  if (sum(tallies.filter((tally) => tally.canary && isOpen(tally.state))) > 0) return { do: 'watch' }
  const canaries = sum(tallies.filter(({ canary }) => canary))
  if (left(false) > 0) return canaries > 0 && !goAhead && limits.afterCanaries === 'wait' ? { do: 'wait' } : release(false)
  if (handedOut > 0) return { do: 'watch' }
  return { do: 'end', as: count('failed', 'skipped', 'unknown') > 0 ? 'incomplete' : 'succeeded' }
}

function isOpen(state: FleetMemberState): boolean {
  return state === 'queued' || state === 'running'
}

/** As many again as may run are handed out, so that no worker waits for the next decision. One at a time goes strictly in order. */
function mostHandedOut(concurrency: number): number {
  return concurrency === 1 ? 1 : concurrency * 2
}
