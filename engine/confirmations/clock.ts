import { uptime } from 'node:os'

/** A moment by the clock on the wall and by how long the machine has been up, in ms. */
export interface Moment {
  wall: number
  up: number
}

export type Clock = () => Moment

export const machineClock: Clock = () => ({ wall: Date.now(), up: Math.round(uptime() * 1000) })

/** For a store that several machines share: how long one of them has been up says nothing on another. */
export const wallClock: Clock = () => ({ wall: Date.now(), up: 0 })

/** What a clock that is kept in step may be moved by. */
const toleranceMs = 5_000

/**
 * Ms that have gone by at least. Nobody sets back how long the machine has been up, so a clock that was set back revives nothing; after
 * a restart that number begins anew and can only say too little. `set_back`: the wall shows a time before the moment itself.
 */
export function elapsed(since: Moment, now: Moment): number | 'set_back' {
  if (now.wall < since.wall - toleranceMs) return 'set_back'
  return Math.max(now.wall - since.wall, now.up - since.up, 0)
}
