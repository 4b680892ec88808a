import { create } from 'zustand'

interface HostState {
  /** Since when the host does not answer, in milliseconds; null while it does. */
  goneSince: number | null
}

export const useHost = create<HostState>(() => ({ goneSince: null }))

export function hostGone(): void {
  if (useHost.getState().goneSince === null) useHost.setState({ goneSince: Date.now() })
}

export function hostAnswers(): void {
  if (useHost.getState().goneSince !== null) useHost.setState({ goneSince: null })
}
