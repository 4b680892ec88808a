import type { FleetLimits } from '#shared/contract/fleet.ts'

/** Members that go first: those that are named, or so many of every distinct state in turn, because each state has a plan of its own. */
export function chooseCanaries({ canaries, canaryNames }: Pick<FleetLimits, 'canaries' | 'canaryNames'>, states: readonly (readonly string[])[]): string[] {
  if (canaryNames.length > 0) return states.flat().filter((label) => canaryNames.some((name) => label === name || label.endsWith(`/${name}`)))
  const longest = states.reduce((most, labels) => Math.max(most, labels.length), 0)
  const inTurn = Array.from({ length: longest }, (_, index) => states.flatMap((labels) => labels.slice(index, index + 1))).flat()
  return inTurn.slice(0, canaries)
}
