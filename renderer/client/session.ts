import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Me, SessionState } from '#shared/contract/access.ts'
import { api, client, readable } from './link.ts'
import { queryClient } from './query-client.ts'

/** Of a host that lets nobody ask before the link was followed. */
const byLink: SessionState = { signIn: 'link', needsOwner: false, provider: null, me: null }

const options = queryOptions({
  queryKey: api.access.session.queryKey({ input: {} }),
  queryFn: async () => {
    try {
      return await client.access.session({})
    } catch (thrown) {
      if (readable(thrown).code === 'sign_in_required') return byLink
      throw thrown
    }
  },
  staleTime: 30_000,
})

/** Who is signed in, and how to sign in. */
export function useSession() {
  return useQuery(options)
}

/** Who is signed in; undefined until it is known, and where nobody is. */
export function useMe(): Me | undefined {
  return useSession().data?.me ?? undefined
}

export function readSession(): Promise<SessionState> {
  return queryClient.ensureQueryData(options)
}

export function askSession(): Promise<SessionState> {
  return queryClient.fetchQuery({ ...options, staleTime: 0 })
}

/** After somebody has signed in on the page of signing in. */
export function enter(me: Me): void {
  queryClient.setQueryData<SessionState>(options.queryKey, (before) => before && { ...before, needsOwner: false, me })
}

/** Forgets everything that was read in somebody's name. */
export function startOver(): void {
  location.replace(location.pathname)
}
