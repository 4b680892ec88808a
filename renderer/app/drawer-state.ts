import { create } from 'zustand'

interface Drawer {
  open: boolean
  toggle: () => void
}

/** Whether the activity drawer stands open; remembered with the window. */
export const useDrawer = create<Drawer>((set, get) => ({
  open: localStorage.getItem('strata.drawer') === 'open',
  toggle: () => {
    const open = !get().open
    localStorage.setItem('strata.drawer', open ? 'open' : 'closed')
    set({ open })
  },
}))
