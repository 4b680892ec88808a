import { queryOptions, useQuery } from '@tanstack/react-query'
import { settingsSchema, type Settings } from '#shared/contract/app.ts'
import { client } from './link.ts'
import { queryClient } from './query-client.ts'
import { readSession } from './session.ts'

const remembered = 'strata.settings'

/** Where several people use one server, each browser keeps its own; elsewhere the store does. */
async function isShared(): Promise<boolean> {
  const session = await readSession().catch(() => undefined)
  return session !== undefined && session.signIn !== 'none'
}

/** Of this browser; whatever cannot be read is as on the first day. */
export function ownSettings(text: string | null): Settings {
  try {
    return settingsSchema.parse(JSON.parse(text ?? '{}'))
  } catch {
    return settingsSchema.parse({})
  }
}

export const settingsOptions = queryOptions({
  queryKey: ['settings'],
  queryFn: async () => ((await isShared()) ? ownSettings(localStorage.getItem(remembered)) : client.app.settings({})),
  staleTime: Infinity,
})

export function useSettings() {
  return useQuery(settingsOptions)
}

/** Keeps a change where the settings are kept. */
export async function keepSettings(patch: Partial<Settings>): Promise<void> {
  const before = ownSettings(JSON.stringify(queryClient.getQueryData(settingsOptions.queryKey) ?? {}))
  queryClient.setQueryData(settingsOptions.queryKey, { ...before, ...patch })
  if (await isShared()) localStorage.setItem(remembered, JSON.stringify({ ...before, ...patch }))
  else await client.app.changeSettings(patch)
}
