import { create } from 'zustand'
import type { GroupName } from './model/kind-groups.ts'

/** How the tree of one environment stands; kept while the window is open, so that a reader comes back to it. */
export interface TreeState {
  /** null: nobody has opened or closed anything yet. */
  open: ReadonlySet<string> | null
  /** Only this group; null: all. */
  only: GroupName | null
  query: string
  /** Ids of tables that were marked for a diagram. */
  marked: ReadonlySet<string>
  /** Saved snapshot that is shown; undefined: the newest reading. */
  snapshot: string | undefined
}

const fresh: TreeState = { open: null, only: null, query: '', marked: new Set(), snapshot: undefined }
const useTrees = create<Readonly<Record<string, TreeState>>>(() => ({}))

export function useTree(env: string): TreeState {
  return useTrees((trees) => trees[env] ?? fresh)
}

export function changeTree(env: string, change: Partial<TreeState> | ((tree: TreeState) => Partial<TreeState>)): void {
  useTrees.setState((trees) => {
    const before = trees[env] ?? fresh
    return { [env]: { ...before, ...(typeof change === 'function' ? change(before) : change) } }
  })
}

/** The set with something taken in, or out where it was in. */
export function toggled<T>(set: ReadonlySet<T>, value: T): Set<T> {
  const next = new Set(set)
  if (!next.delete(value)) next.add(value)
  return next
}
