import { create } from 'zustand'

interface ConfirmationsState {
  open: boolean
  /** Id of the environment whose confirmations are shown; null: of all. */
  env: string | null
}

export const useConfirmations = create<ConfirmationsState>(() => ({ open: false, env: null }))

/** Opens the list of confirmations, and of second persons, in front of whatever screen is there. */
export function openConfirmations(env: string | null = null): void {
  useConfirmations.setState({ open: true, env })
}

export function closeConfirmations(): void {
  useConfirmations.setState({ open: false })
}
