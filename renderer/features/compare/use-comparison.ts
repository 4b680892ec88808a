import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useDebouncedValue } from '@mantine/hooks'
import { z } from 'zod'
import type { Comparison } from '#shared/contract/compare.ts'
import { select } from '../../app/navigation.ts'
import { api, client, useEnvironments } from '../../client/queries.ts'
import { begun, noises, type View } from './compare-store.ts'
import type { Offer } from './sources.ts'

/** What the job of a comparison answers: where the comparison is kept. */
const resultSchema = z.object({ comparison: z.string() })

export function comparisonIn(result: unknown): string | undefined {
  return resultSchema.safeParse(result).data?.comparison
}

/** All that can be one side. A list that cannot be read is empty, and named in `missing`. */
export function useOffer(): Offer & { missing: readonly ('environments' | 'snapshots' | 'backups')[] } {
  const environments = useEnvironments()
  const snapshots = useQuery(api.schema.snapshots.queryOptions({ input: {} }))
  const backups = useQuery(api.backups.list.queryOptions({ input: {} }))
  return {
    environments: environments.data ?? [],
    snapshots: snapshots.data?.snapshots ?? [],
    backups: (backups.data?.backups ?? []).filter(({ condition }) => condition === 'ok'),
    missing: [...(environments.isError ? (['environments'] as const) : []), ...(snapshots.isError ? (['snapshots'] as const) : []), ...(backups.isError ? (['backups'] as const) : [])],
  }
}

export interface Sides {
  a: string
  b: string
  schemas: readonly string[]
}

/** Starts a comparison; its job is on the screen from then on. */
export function useRun() {
  return useMutation({
    mutationFn: ({ a, b, schemas }: Sides) => client.compare.run({ a, b, ...(schemas.length > 0 && { schemas: [...schemas] }) }),
    onSuccess: ({ jobId }, sides) => {
      begun({ jobId, ...sides, at: Date.now() })
      select(jobId)
    },
  })
}

/** Compares an environment with the migrations that are applied to it. */
export function useDrift() {
  return useMutation({
    mutationFn: ({ env }: { env: string; name: string; folder: string }) => client.compare.drift({ env }),
    onSuccess: ({ jobId }, drift) => {
      begun({ jobId, a: `dir:${drift.folder}`, b: `env:${drift.name}`, schemas: [], at: Date.now(), drift })
      select(jobId)
    },
  })
}

export function useComparison(id: string | undefined) {
  return useQuery({ ...api.compare.show.queryOptions({ input: { comparison: id ?? '' } }), enabled: id !== undefined, staleTime: Infinity })
}

export interface Choice {
  comparison: string
  take?: string[]
  renames: { from: string; to: string }[]
  ignore: ('privilege' | 'owner' | 'comment' | 'storage')[]
}

/** What of a comparison is to be done, as a person has ticked and answered it. */
export function choiceOfView({ id, differences, renames }: Comparison, { excluded, shown, answers }: Pick<View, 'excluded' | 'shown' | 'answers'>): Choice {
  const ignore = noises.filter((noise) => !shown.includes(noise))
  const kept = differences.filter(({ noise }) => noise === 'none' || !ignore.includes(noise))
  const take = kept.some((each) => excluded.has(each.id)) ? { take: kept.filter((each) => !excluded.has(each.id)).map((each) => each.id) } : {}
  return { comparison: id, ...take, renames: renames.filter(({ from }) => answers[from] === 'yes').map(({ from, to }) => ({ from, to })), ignore }
}

/** The plan of a choice, made anew a moment after the last tick. The one before stays on the screen until then. */
export function usePlan(choice: Choice, enabled: boolean) {
  const [settled] = useDebouncedValue(choice, 250)
  const plan = useQuery({ ...api.compare.plan.queryOptions({ input: settled }), enabled: enabled && (settled.take === undefined || settled.take.length > 0), staleTime: Infinity, placeholderData: keepPreviousData })
  return { ...plan, settling: plan.isPlaceholderData || settled !== choice }
}
