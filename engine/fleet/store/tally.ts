import type { FleetCounts, FleetLimits, FleetMemberState } from '#shared/contract/fleet.ts'

/** Members of a run by what they are. */
export interface Tally {
  state: FleetMemberState
  canary: boolean
  released: boolean
  number: number
}

export function countsOf(tallies: readonly Tally[]): FleetCounts {
  const counts: FleetCounts = { queued: 0, running: 0, done: 0, failed: 0, skipped: 0, unknown: 0 }
  for (const { state, number } of tallies) counts[state] += number
  return counts
}

export function sum(tallies: readonly Tally[]): number {
  return tallies.reduce((total, { number }) => total + number, 0)
}

/** Why a run has to stop; one whose outcome is not known counts as one that failed. Members that were left out never had their turn, and do not count. */
export function stopRule({ stopAfterFailures, stopAfterPercent }: Pick<FleetLimits, 'stopAfterFailures' | 'stopAfterPercent'>, tallies: readonly Tally[]): string | undefined {
  const failed = tallies.filter((tally) => tally.state === 'failed' || tally.state === 'unknown')
  const failures = sum(failed)
  const total = sum(tallies.filter(({ state }) => state !== 'skipped'))
  if (sum(failed.filter(({ canary }) => canary)) > 0) return 'a canary failed'
  if (stopAfterFailures > 0 && failures >= stopAfterFailures) return failures === 1 ? '1 member failed' : `${failures} members failed`
  if (stopAfterPercent > 0 && failures > 0 && failures * 100 >= stopAfterPercent * total) return `${failures} of ${total} members failed, which is ${stopAfterPercent} per cent or more`
  return undefined
}
