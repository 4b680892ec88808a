import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { errorKind } from '#shared/contract/errors.ts'
import { api, readable } from './link.ts'

/** A role that is missing may have been taken away meanwhile: who one is and what one may do is read again. */
const onError = (error: Error) => {
  if (readable(error).code === 'role_missing') void queryClient.invalidateQueries({ queryKey: api.access.session.key() })
}

export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      /** A wrong password does not become right by asking again. */
      retry: (count, error) => {
        const { code } = readable(error)
        return count < 1 && code !== 'host_gone' && code !== 'cancelled' && errorKind(code).retryable
      },
      retryDelay: 600,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
})
