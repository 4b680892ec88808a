import { useQuery } from '@tanstack/react-query'
import { api, queryClient } from '../../client/queries.ts'
import { isActive } from './looks.ts'

const activeMs = 1_000
const manyMs = 2_500
const many = 400

export function useFleets() {
  return useQuery({ ...api.fleet.list.queryOptions({ input: {} }), refetchInterval: ({ state }) => (state.data?.fleets.some(({ lastRun }) => lastRun && isActive(lastRun.state)) ? manyMs : false) })
}

/** Asked for again and again while it goes on, in whichever process that is. */
export function useRun(run: string | null) {
  return useQuery({
    ...api.fleet.showRun.queryOptions({ input: { run: run ?? '' } }), enabled: run !== null,
    refetchInterval: ({ state }) => (state.data && isActive(state.data.state) ? (state.data.total > many ? manyMs : activeMs) : false),
  })
}

export async function refreshFleets(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: api.fleet.key() })
}
