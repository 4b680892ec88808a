import type { FleetCounts, FleetMemberState, FleetRunState } from '#shared/contract/fleet.ts'
import type { DotShape } from '../../ui/state-dot.tsx'
import type { Tone } from '../../ui/tag.tsx'

export const memberLooks: Record<FleetMemberState, readonly [DotShape, Tone]> = {
  queued: ['dash', 'neutral'], running: ['half', 'info'], done: ['full', 'ok'], failed: ['cross', 'bad'], skipped: ['ring', 'neutral'], unknown: ['bang', 'warn'],
}

export const runTones: Record<FleetRunState, Tone> = {
  preparing: 'info', running: 'info', waiting: 'warn', stopping: 'warn', succeeded: 'ok', incomplete: 'warn', stopped: 'bad', failed: 'bad', interrupted: 'warn',
}

/** Colours of distinct states by how many members are in them; what comes after the last shares it. */
const stateColours = ['var(--accent)', 'var(--vio)', 'var(--warn)', 'var(--ok)', 'var(--ty)', 'var(--ink3)'] as const

export function stateColour(index: number): string {
  return stateColours[Math.min(index, stateColours.length - 1)] ?? stateColours[0]
}

export function isActive(state: FleetRunState): boolean {
  return state === 'preparing' || state === 'running' || state === 'stopping'
}

export function canResume(state: FleetRunState): boolean {
  return state === 'waiting' || state === 'stopped' || state === 'incomplete' || state === 'interrupted'
}

/** Worst first, as the list of a run is sorted. */
export const memberOrder: readonly FleetMemberState[] = ['failed', 'unknown', 'running', 'skipped', 'queued', 'done']

/** Parts of the bar of a run, in the order in which they are drawn. */
export const barParts: readonly (keyof FleetCounts)[] = ['done', 'failed', 'unknown', 'running', 'skipped', 'queued']
