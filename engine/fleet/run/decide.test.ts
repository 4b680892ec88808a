import { describe, expect, test } from 'vitest'
import { fleetLimitsSchema, type FleetMemberState } from '#shared/contract/fleet.ts'
import type { Tally } from '../store/tally.ts'
import { decide } from './decide.ts'

const limits = fleetLimitsSchema.parse({ concurrency: 3, stopAfterFailures: 2 })

function tally(state: FleetMemberState, number: number, { canary = false, released = true } = {}): Tally {
  return { state, number, canary, released }
}

const waiting = (number: number, canary = false) => tally('queued', number, { canary, released: false })
const next = (tallies: Tally[], more: Partial<Parameters<typeof decide>[0]> = {}) => decide({ state: 'running', goAhead: false, limits, tallies, ...more })

describe('What is begun next', () => {
  test('canaries are begun first, and nothing else until all of them are done', () => {
    expect(next([waiting(2, true), waiting(9)])).toEqual({ do: 'release', canary: true, most: 6 })
    expect(next([tally('done', 1, { canary: true }), tally('running', 1, { canary: true }), waiting(9)])).toEqual({ do: 'watch' })
  })

  test('after the canaries it waits for a go-ahead, unless it was given or is not asked for', () => {
    const done = [tally('done', 2, { canary: true }), waiting(9)]
    expect(next(done)).toEqual({ do: 'wait' })
    expect(next(done, { goAhead: true })).toEqual({ do: 'release', canary: false, most: 6 })
    expect(next(done, { limits: { ...limits, afterCanaries: 'go_on' } })).toEqual({ do: 'release', canary: false, most: 6 })
    expect(next([tally('done', 2, { canary: true })])).toEqual({ do: 'end', as: 'succeeded' })
    expect(next([waiting(9)])).toEqual({ do: 'release', canary: false, most: 6 })
  })

  test('as many are handed out as may run, and as many again; with one at a time only the next', () => {
    expect(next([tally('running', 3), tally('queued', 1), waiting(9)])).toEqual({ do: 'release', canary: false, most: 2 })
    expect(next([tally('running', 3), tally('queued', 3), waiting(9)])).toEqual({ do: 'watch' })
    const one = { limits: { ...limits, concurrency: 1 } }
    expect(next([waiting(9)], one)).toEqual({ do: 'release', canary: false, most: 1 })
    expect(next([tally('running', 1), waiting(8)], one)).toEqual({ do: 'watch' })
  })

  test('a failed canary stops it, so do so many failures or such a share, and an unknown outcome counts as a failure', () => {
    expect(next([tally('failed', 1, { canary: true }), waiting(9)])).toEqual({ do: 'stop', because: 'a canary failed' })
    expect(next([tally('failed', 1), tally('running', 1), waiting(9)])).toMatchObject({ do: 'release' })
    expect(next([tally('failed', 1), tally('unknown', 1), waiting(9)])).toEqual({ do: 'stop', because: '2 members failed' })
    const share = { limits: { ...limits, stopAfterFailures: 0, stopAfterPercent: 10 } }
    expect(next([tally('failed', 9), tally('done', 91)], share)).toMatchObject({ do: 'end', as: 'incomplete' })
    expect(next([tally('failed', 10), tally('done', 20), waiting(70)], share)).toMatchObject({ do: 'stop' })
    expect(next([tally('failed', 50), waiting(50)], { limits: { ...limits, stopAfterFailures: 0 } })).toMatchObject({ do: 'release' })
  })

  test('a stopped run lets those finish that run, and begins none', () => {
    expect(next([tally('running', 2), tally('queued', 3), waiting(9)], { state: 'stopping' })).toEqual({ do: 'watch' })
    expect(next([tally('failed', 2), tally('queued', 3), waiting(9)], { state: 'stopping' })).toEqual({ do: 'end', as: 'stopped' })
  })

  test('it ends well only when every member is done', () => {
    expect(next([tally('done', 4)])).toEqual({ do: 'end', as: 'succeeded' })
    expect(next([tally('done', 4), tally('skipped', 1, { released: false })])).toEqual({ do: 'end', as: 'incomplete' })
    expect(next([])).toEqual({ do: 'end', as: 'succeeded' })
  })
})
