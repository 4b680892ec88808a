import { create } from 'zustand'

/** The state that a person wants to go back to. */
export interface RollbackTarget {
  /** Id of the environment. */
  env: string
  /** Id of an event of the timeline: the state right after it is wanted. */
  event: string
}

export const useRollback = create<{ target: RollbackTarget | null }>(() => ({ target: null }))

/** Opens the dialog in front of whatever screen is there. Nothing runs before a person says so. */
export function openRollback(target: RollbackTarget): void {
  useRollback.setState({ target })
}

export function closeRollback(): void {
  useRollback.setState({ target: null })
}
