import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PlanStep, Status } from '#shared/contract/migrations.ts'
import type { Proof } from '#shared/contract/preview.ts'
import { api } from '../../client/queries.ts'

/** Reads what the plan depends on into its key, so that a new state asks for a new plan. */
export function usePlan(env: string, direction: 'up' | 'down', to: string | undefined, status: Status | undefined) {
  const options = api.migrations.plan.queryOptions({ input: { env, direction, ...(to !== undefined && { to }) } })
  return useQuery({ ...options, enabled: status !== undefined, staleTime: 5_000 })
}

export function useFile(env: string, script: string, enabled: boolean) {
  return useQuery({ ...api.migrations.file.queryOptions({ input: { env, script } }), enabled, staleTime: 5_000 })
}

/** Kept proofs of undos by script; empty while they are not known. */
export function useProofs(env: string): ReadonlyMap<string, Proof> {
  const { data } = useQuery({ ...api.preview.proofs.queryOptions({ input: { env } }), staleTime: 30_000, retry: false })
  return useMemo(() => new Map(data?.proofs.map((proof) => [proof.script, proof])), [data])
}

export function useEvents(env: string) {
  return useQuery({ ...api.timeline.list.queryOptions({ input: { env, limit: 1000 } }), placeholderData: keepPreviousData })
}

/** `V15` or `V15 to V17`: the ends of a plan by their short names. */
export function planEnds(steps: readonly PlanStep[]): { first: string; last: string } | undefined {
  const first = steps[0]
  const last = steps.findLast((step) => step.version !== null) ?? steps.at(-1)
  return first && last ? { first: stepName(first), last: stepName(last) } : undefined
}

export function stepName(step: Pick<PlanStep, 'action' | 'version' | 'description' | 'kind'>): string {
  if (step.version === null) return `R ${step.description}`
  return `${step.action === 'undo' ? 'U' : 'V'}${step.version}`
}
