import { create } from 'zustand'

export interface ApplyRequest {
  /** Id of the environment. */
  env: string
  direction: 'up' | 'down'
  /** Absent: all that is pending, or the last version alone. */
  to?: string | undefined
}

interface ApplyState {
  request: ApplyRequest | null
  /** Job that the request became; the dialog follows it. */
  jobId: string | null
}

const remembered = 'strata.apply'

/** Kept for this window, so that a reload during a run shows the run again. */
function recall(): ApplyState {
  try {
    const stored = JSON.parse(sessionStorage.getItem(remembered) ?? 'null') as ApplyState | null
    return stored?.request && stored.jobId ? stored : { request: null, jobId: null }
  } catch {
    return { request: null, jobId: null }
  }
}

export const useApply = create<ApplyState>(recall)

function show(state: ApplyState): void {
  useApply.setState(state)
  if (state.jobId) sessionStorage.setItem(remembered, JSON.stringify(state))
  else sessionStorage.removeItem(remembered)
}

/** Opens the dialog in front of whatever screen is there. Nothing runs before a person says so. */
export function openApply(request: ApplyRequest): void {
  show({ request, jobId: null })
}

/** Shows a run that has begun, whoever began it. */
export function showRun(request: ApplyRequest, jobId: string): void {
  show({ request, jobId })
}

/** Closes the dialog; a job goes on. */
export function closeApply(): void {
  show({ request: null, jobId: null })
}
