import { create } from 'zustand'

interface NewMigration {
  shown: boolean
  open: () => void
  close: () => void
}

/** Whether a new migration is being named; the list, an empty folder and the palette begin one. */
export const useNewMigration = create<NewMigration>((set) => ({
  shown: false,
  open: () => set({ shown: true }),
  close: () => set({ shown: false }),
}))
