/** What of the fleet is open: its members, its runs, or one run. */
export interface FleetPlace {
  fleet: string | null
  run: string | null
}

const between = '~'

export function placeOf(item: string | null): FleetPlace {
  const [fleet = '', run] = (item ?? '').split(between)
  return { fleet: fleet || null, run: run ?? null }
}

/** `run` empty: the list of runs. */
export function itemOf(fleet: string, run?: string): string {
  return run === undefined ? fleet : `${fleet}${between}${run}`
}
