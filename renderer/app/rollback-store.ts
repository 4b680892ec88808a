import { create } from 'zustand'

/** The state that a person wants to go back to: one of the points is given, or none, and then the dialog asks for it. */
export interface RollbackTarget {
  /** Id of the environment. */
  env: string
  /** Id of an event of the timeline: the state right after it is wanted. */
  event?: string
  /** The state right after this version was applied last. */
  version?: string
  /** ISO 8601. */
  at?: string
  /** Id of a way back: the state before it began. */
  rollback?: string
}

interface RollbackState {
  target: RollbackTarget | null
  /** Job that the dialog follows. */
  jobId: string | null
}

const remembered = 'strata.rollback'

/** Kept for this window, so that a reload during a run shows the run again. */
function recall(): RollbackState {
  try {
    const stored = JSON.parse(sessionStorage.getItem(remembered) ?? 'null') as RollbackState | null
    return stored?.target && stored.jobId ? stored : { target: null, jobId: null }
  } catch {
    return { target: null, jobId: null }
  }
}

export const useRollback = create<RollbackState>(recall)

function show(state: RollbackState): void {
  useRollback.setState(state)
  if (state.jobId) sessionStorage.setItem(remembered, JSON.stringify(state))
  else sessionStorage.removeItem(remembered)
}

/** Opens the dialog in front of whatever screen is there. Nothing runs before a person says so. */
export function openRollback(target: RollbackTarget): void {
  show({ target, jobId: null })
}

/** Shows a way back that is gone now. */
export function showRollback(target: RollbackTarget, jobId: string): void {
  show({ target, jobId })
}

/** Closes the dialog; a job goes on. */
export function closeRollback(): void {
  show({ target: null, jobId: null })
}
