import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Environment } from '#shared/contract/environments.ts'
import { api, useEnvironments, type client } from '../../client/queries.ts'
import { entriesOf, type Entry } from './entries.ts'

export type Timeline = Awaited<ReturnType<typeof client.timeline.list>>

const none: readonly Environment[] = []
const limit = 10_000

export interface Story {
  list: ReturnType<typeof useList>
  environments: readonly Environment[]
  /** All that were read, whatever is shown. */
  entries: readonly Entry[]
}

/** What happened to all environments; filtering is done here, so that typing asks nobody. */
export function useStory(): Story {
  const list = useList()
  const { data: environments = none } = useEnvironments()
  const events = list.data?.events
  const entries = useMemo(() => entriesOf(events ?? [], environments), [events, environments])
  return { list, environments, entries }
}

function useList() {
  return useQuery(api.timeline.list.queryOptions({ input: { limit } }))
}
