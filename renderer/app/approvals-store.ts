import { useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import type { Approvable } from '#shared/contract/approvals.ts'
import { api } from '../client/queries.ts'

/** What somebody wants approved. */
export interface AskFor {
  /** Id of the environment. */
  env: string
  operation: Extract<Approvable, 'migrations.apply' | 'migrations.undo'>
  /** Absent: all that is pending, or the last version alone. */
  to?: string | undefined
  reason?: string | undefined
}

interface AskState {
  asking: AskFor | null
}

export const useAsking = create<AskState>(() => ({ asking: null }))

/** Opens the question for an approval in front of whatever screen is there. */
export function openAsk(asking: AskFor): void {
  useAsking.setState({ asking })
}

export function closeAsk(): void {
  useAsking.setState({ asking: null })
}

const waitingMs = 30_000

/** How many requests wait for a decision of the person who looks. */
export function useWaitingApprovals(): number {
  const { data } = useQuery({ ...api.approvals.list.queryOptions({ input: { state: 'asked' }, select: ({ approvals }) => approvals.filter(({ can }) => can.approve).length }), refetchInterval: waitingMs })
  return data ?? 0
}
