import { create } from 'zustand'
export interface PreviewOptions {
  mode: 'shadow' | 'target'
  base: 'schema' | 'migrations'
  rows: 'none' | 'sample' | 'statistics'
  prove: boolean
}

export const usualOptions: PreviewOptions = { mode: 'shadow', base: 'schema', rows: 'sample', prove: true }

/** One preview that was asked for. */
export interface PreviewRun {
  jobId: string
  at: number
  /** Texts that were sent because they were not saved, by script. */
  texts: Readonly<Record<string, string>>
}

interface OfEnvironment {
  options: PreviewOptions
  /** The newest first; an older one is shown while the newest runs. */
  runs: readonly PreviewRun[]
  /** Batches that were previewed without being asked, so that none is twice. */
  asked: readonly string[]
}

interface PreviewStore {
  environments: Readonly<Record<string, OfEnvironment>>
}

const remembered = 'strata.previews'
const keptRuns = 4
const blank: OfEnvironment = { options: usualOptions, runs: [], asked: [] }

function recall(): PreviewStore {
  try {
    return { environments: JSON.parse(sessionStorage.getItem(remembered) ?? '{}') as PreviewStore['environments'] }
  } catch {
    return { environments: {} }
  }
}

export const usePreviews = create<PreviewStore>(recall)
usePreviews.subscribe(({ environments }) => {
  try {
    sessionStorage.setItem(remembered, JSON.stringify(environments))
  } catch {
    /* Full: a reload forgets the previews, and they can be made again. */
  }
})

export const ofEnvironment = (env: string): OfEnvironment => usePreviews.getState().environments[env] ?? blank

export function useOfEnvironment(env: string): OfEnvironment {
  return usePreviews(({ environments }) => environments[env] ?? blank)
}

function change(env: string, to: Partial<OfEnvironment>): void {
  usePreviews.setState(({ environments }) => ({ environments: { ...environments, [env]: { ...(environments[env] ?? blank), ...to } } }))
}

export function choose(env: string, options: Partial<PreviewOptions>): void {
  change(env, { options: { ...ofEnvironment(env).options, ...options } })
}

export function began(env: string, run: PreviewRun): void {
  change(env, { runs: [run, ...ofEnvironment(env).runs].slice(0, keptRuns) })
}

/** True once for each batch. */
export function firstTime(env: string, batch: string): boolean {
  const { asked } = ofEnvironment(env)
  if (asked.includes(batch)) return false
  change(env, { asked: [batch, ...asked].slice(0, 50) })
  return true
}

