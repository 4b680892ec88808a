import { useQuery } from '@tanstack/react-query'
import type { Environment } from '#shared/contract/environments.ts'
import { api, client, readable } from './link.ts'
import { queryClient } from './query-client.ts'

export function useEnvironments() {
  return useQuery(api.environments.list.queryOptions({ input: {}, select: ({ environments }) => environments }))
}

export function useEnvironment(env: string | null): Environment | undefined {
  return useEnvironments().data?.find(({ id }) => id === env)
}

/** What stands in the environment bar and on the cards. `env` null: nothing is asked. */
export function useStatus(env: string | null) {
  return useQuery({ ...api.migrations.status.queryOptions({ input: { env: env ?? '' } }), enabled: env !== null, staleTime: 15_000 })
}

export function useAppInfo() {
  return useQuery(api.app.info.queryOptions({ input: {}, staleTime: 60_000 }))
}

/** After anything that may have changed a database: everything that was read from one is read again. */
export async function refreshAfterChange(): Promise<void> {
  await Promise.all([api.migrations, api.backups, api.timeline, api.environments, api.app.info, api.schema, api.archives, api.restores, api.preview.proofs, api.rollback.unfinished].map((area) => queryClient.invalidateQueries({ queryKey: area.key() })))
}

export { api, client, queryClient, readable }
