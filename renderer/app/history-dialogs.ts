import { create } from 'zustand'

type HistoryDialog = 'repair' | 'baseline'

interface HistoryDialogs {
  shown: HistoryDialog | null
  open: (dialog: HistoryDialog) => void
  close: () => void
}

/** Dialogs that change the history table; menus, findings and the outcome of a run open them. */
export const useHistoryDialogs = create<HistoryDialogs>((set) => ({
  shown: null,
  open: (shown) => set({ shown }),
  close: () => set({ shown: null }),
}))
