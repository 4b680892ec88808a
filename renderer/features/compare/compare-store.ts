import { create } from 'zustand'
import type { Comparison, Difference } from '#shared/contract/compare.ts'

export type Change = Difference['change']
export type Noise = Exclude<Difference['noise'], 'none'>
export const noises: readonly Noise[] = ['privilege', 'owner', 'comment', 'storage']

export interface Filter {
  text: string
  change: Change | null
  kind: string | null
}

/** What a person has looked at and decided in one comparison. */
export interface View {
  /** Differences that are not to be taken. */
  excluded: ReadonlySet<string>
  /** Kinds of noise that are shown, and taken; the others are folded away and left as they are. */
  shown: readonly Noise[]
  /** Answers to probable renames, by the id of the object that is gone. */
  answers: Readonly<Record<string, 'yes' | 'no'>>
  collapsed: ReadonlySet<string>
  /** Key of the row that is looked at. */
  selected: string | null
  tab: 'definition' | 'plan'
  filter: Filter
}

export const noFilter: Filter = { text: '', change: null, kind: null }
const firstView: View = { excluded: new Set(), shown: [], answers: {}, collapsed: new Set(), selected: null, tab: 'definition', filter: noFilter }

export interface Recent {
  jobId: string
  a: string
  b: string
  schemas: readonly string[]
  at: number
  /** The environment whose drift it is. */
  drift?: { env: string; name: string; folder: string } | undefined
}

interface CompareState {
  a: string | null
  b: string | null
  /** Empty: all. */
  schemas: readonly string[]
  /** Job whose comparison is on the screen. */
  current: string | null
  /** The newest first. */
  recent: readonly Recent[]
  views: Readonly<Record<string, View>>
}

const remembered = 'strata.compare'
const keptRecent = 12

/** Kept for this window; comparisons themselves are kept by the host until it ends. */
function recall(): CompareState {
  const blank: CompareState = { a: null, b: null, schemas: [], current: null, recent: [], views: {} }
  try {
    return { ...blank, ...(JSON.parse(sessionStorage.getItem(remembered) ?? '{}') as Partial<CompareState>) }
  } catch {
    return blank
  }
}

export const useCompare = create<CompareState>(recall)
useCompare.subscribe(({ a, b, schemas, current, recent }) => sessionStorage.setItem(remembered, JSON.stringify({ a, b, schemas, current, recent })))

export function pick(sides: Partial<Pick<CompareState, 'a' | 'b' | 'schemas'>>): void {
  useCompare.setState(sides)
}

/** A comparison that has begun: it is on the screen from now on. */
export function begun(recent: Recent): void {
  useCompare.setState((state) => ({ current: recent.jobId, recent: [recent, ...state.recent].slice(0, keptRecent) }))
}

/** A comparison that another screen began: its sides stand above it and it is found again, as one that began here. */
export function adopt(jobId: string, { a, b }: Pick<Comparison, 'a' | 'b'>): void {
  if (!useCompare.getState().recent.some((each) => each.jobId === jobId)) begun({ jobId, a: a.source, b: b.source, schemas: [], at: Date.now() })
  show(jobId)
}

export function show(jobId: string | null): void {
  const found = useCompare.getState().recent.find((each) => each.jobId === jobId)
  useCompare.setState({ current: jobId, ...(found && { a: found.a, b: found.b, schemas: found.schemas }) })
}

export function useView(jobId: string): [View, (change: Partial<View>) => void] {
  const view = useCompare((state) => state.views[jobId]) ?? firstView
  return [view, (change) => useCompare.setState(({ views }) => ({ views: { ...views, [jobId]: { ...(views[jobId] ?? firstView), ...change } } }))]
}
