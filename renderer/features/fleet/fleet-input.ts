import { fleetInputSchema, type Fleet, type FleetInput } from '#shared/contract/fleet.ts'

/** What the form holds: lists as lines. */
export interface FleetDraft extends Omit<FleetInput, 'members' | 'excludes' | 'canaryNames'> {
  members: string
  excludes: string
  canaryNames: string
}

export function draftOf(fleet: Fleet | null, env: string): FleetDraft {
  const { members, excludes, canaryNames, ...rest } = fleetInputSchema.parse(fleet ? { ...fleet } : { name: 'x', env, by: 'pattern', canaries: 1, concurrency: 4 })
  return { ...rest, name: fleet?.name ?? '', members: members.join('\n'), excludes: excludes.join('\n'), canaryNames: canaryNames.join('\n') }
}

export function inputOf({ members, excludes, canaryNames, ...draft }: FleetDraft): FleetInput {
  return { ...draft, name: draft.name.trim(), members: draft.by === 'list' ? lines(members) : [], pattern: draft.by === 'pattern' ? draft.pattern.trim() : '', query: draft.by === 'query' ? draft.query : '', excludes: lines(excludes), canaryNames: lines(canaryNames) }
}

/** Whether it says who its members are. */
export function saysMembers({ by, members, pattern, query }: FleetDraft): boolean {
  return (by === 'list' ? members : by === 'pattern' ? pattern : query).trim() !== ''
}

function lines(text: string): string[] {
  return [...new Set(text.split(/[\n,]/).map((line) => line.trim()).filter(Boolean))]
}
