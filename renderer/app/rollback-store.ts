import { create } from 'zustand'

/** Where a person wants to go back to. */
export interface RollbackTarget {
  /** Id of the environment. */
  env: string
  /** Id of an event of the timeline: the state right after it is wanted. */
  event: string
}

interface RollbackState {
  target: RollbackTarget | null
  open(target: RollbackTarget): void
  close(): void
}

/** The dialog of the way back, which the timeline opens and every screen may. */
export const useRollback = create<RollbackState>((set) => ({
  target: null,
  open: (target) => set({ target }),
  close: () => set({ target: null }),
}))
