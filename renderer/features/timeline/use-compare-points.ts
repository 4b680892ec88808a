import { useMutation } from '@tanstack/react-query'
import { navigate } from '../../app/navigation.ts'
import { client } from '../../client/queries.ts'
import type { Entry } from './entries.ts'

export interface Point {
  env: string
  /** Null: as it is now. */
  event: string | null
}

export function pointOf({ event, environment }: Entry): Point {
  return { env: environment?.id ?? event.env, event: event.id }
}

/** Compares the schemas of two points; the screen for comparisons shows its progress and its result. */
export function useComparePoints() {
  return useMutation({
    mutationFn: ({ a, b }: { a: Point; b: Point }) => client.timeline.compare({ a, b }),
    onSuccess: ({ jobId }) => navigate({ screen: 'compare', item: jobId }),
  })
}
