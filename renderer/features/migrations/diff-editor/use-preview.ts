import { useMutation, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import type { Environment } from '#shared/contract/environments.ts'
import { isFinished } from '#shared/contract/jobs.ts'
import type { Preview, PreviewedMigration } from '#shared/contract/preview.ts'
import { cancelJob, useJob, useJobFeed, type JobView } from '../../../client/jobs.ts'
import { api, client, queryClient, readable } from '../../../client/queries.ts'
import { undoFileName } from '../groups.ts'
import { draftKey, unsavedScripts, useDrafts } from './drafts.ts'
import { began, ofEnvironment, useOfEnvironment, type PreviewRun } from './preview-store.ts'

const resultSchema = z.object({ preview: z.string() })

/** What stands in the way of a preview: an error, or how the job ended. */
export type PreviewProblem = { kind: 'failed'; error: unknown } | { kind: 'cancelled' } | { kind: 'gone' } | { kind: 'interrupted' }

export interface PreviewView {
  /** The newest that there is, also while a newer one runs. */
  preview: Preview | undefined
  /** The run that it comes from. */
  run: PreviewRun | undefined
  running: JobView | undefined
  /** Of the newest run. */
  problem: PreviewProblem | undefined
  /** One was asked for and nothing of it is known yet. */
  loading: boolean
  start: (scripts?: readonly string[], confirm?: string) => void
  starting: boolean
  cancel: () => void
}

/** The preview of what is pending on an environment, one for all that show it. */
export function usePreview(environment: Environment): PreviewView {
  const { runs } = useOfEnvironment(environment.id)
  const newest = runs[0]
  const view = useJob(newest?.jobId)
  const shownRun = useShownRun(runs)
  const id = useJobFeed(({ jobs }) => (shownRun ? previewIn(jobs[shownRun.jobId]?.job.result) : undefined))
  const shown = useQuery({ ...api.preview.show.queryOptions({ input: { preview: id ?? '' } }), enabled: id !== undefined, staleTime: Infinity })
  const lost = useQuery({ ...api.jobs.get.queryOptions({ input: { jobId: newest?.jobId ?? '' } }), enabled: newest !== undefined && view === undefined, retry: false })
  const begin = useMutation({ mutationFn: (asked: { scripts?: readonly string[] | undefined; confirm?: string | undefined }) => startPreview(environment.id, asked) })
  const running = view && !isFinished(view.job.state) ? view : undefined
  return {
    preview: shown.data, run: shown.data ? shownRun : undefined, running,
    problem: problemOf({ view, startError: begin.error, showError: shown.error, lost: view === undefined ? lost.error : null }),
    loading: begin.isPending || (newest !== undefined && !running && shown.isPending && id !== undefined) || (newest !== undefined && view === undefined && !lost.isError),
    start: (scripts, confirm) => begin.mutate({ scripts, confirm }),
    starting: begin.isPending,
    cancel: () => void (running && cancelJob(running.job.id)),
  }
}

/** The newest preview that there is, for those who only look. */
export function useShownPreview(env: string): Preview | undefined {
  const run = useShownRun(useOfEnvironment(env).runs)
  const id = useJobFeed(({ jobs }) => (run ? previewIn(jobs[run.jobId]?.job.result) : undefined))
  return useQuery({ ...api.preview.show.queryOptions({ input: { preview: id ?? '' } }), enabled: id !== undefined, staleTime: Infinity }).data
}

export function previewIn(result: unknown): string | undefined {
  return resultSchema.safeParse(result).data?.preview
}

/** The newest run that has come to a result. */
function useShownRun(runs: readonly PreviewRun[]): PreviewRun | undefined {
  return useJobFeed(({ jobs }) => runs.find(({ jobId }) => jobs[jobId]?.job.state === 'succeeded' && previewIn(jobs[jobId].job.result) !== undefined))
}

interface Ends {
  view: JobView | undefined
  startError: unknown
  showError: unknown
  lost: unknown
}

function problemOf({ view, startError, showError, lost }: Ends): PreviewProblem | undefined {
  if (startError) return { kind: 'failed', error: startError }
  const state = view?.job.state
  if (state === 'cancelled') return { kind: 'cancelled' }
  if (state === 'interrupted') return { kind: 'interrupted' }
  if (state === 'failed' || state === 'unknown') return { kind: 'failed', error: view?.job.error }
  const missing = showError ?? lost
  if (!missing) return undefined
  return readable(missing).code === 'not_found' ? { kind: 'gone' } : { kind: 'failed', error: missing }
}

/** Cancels the one that runs and starts anew with the texts as they are now. */
async function startPreview(env: string, { scripts, confirm }: { scripts?: readonly string[] | undefined; confirm?: string | undefined }): Promise<void> {
  const before = ofEnvironment(env)
  const last = before.runs[0] && useJobFeed.getState().jobs[before.runs[0].jobId]
  if (last && !isFinished(last.job.state)) await cancelJob(last.job.id).catch(() => undefined)
  const drafts = await unsavedDrafts(env)
  const { jobId } = await client.preview.run({ env, ...before.options, drafts, ...(scripts && { scripts: [...scripts] }), ...(confirm !== undefined && { confirm }) })
  began(env, { jobId, at: Date.now(), texts: Object.fromEntries(drafts.map(({ script, text }) => [script, text])) })
}

interface SentDraft {
  script: string
  text: string
  undo?: string
}

/** Migrations of which the text or the undo is not saved; the other of the two is as its file says. */
async function unsavedDrafts(env: string): Promise<SentDraft[]> {
  const { texts } = useDrafts.getState()
  const unsaved = unsavedScripts(texts, env)
  const status = queryClient.getQueryData(api.migrations.status.queryKey({ input: { env } }))
  const pending = (status?.migrations ?? []).filter(({ script, undoScript }) => unsaved.includes(script) || unsaved.includes(undoScript ?? undoFileName(script)))
  return Promise.all(
    pending.map(async ({ script, undoScript }) => {
      const text = texts[draftKey(env, script)]?.text ?? (await queryClient.fetchQuery({ ...api.migrations.file.queryOptions({ input: { env, script } }), staleTime: 5_000 })).text
      const undo = texts[draftKey(env, undoScript ?? undoFileName(script))]?.text
      return { script, text, ...(undo !== undefined && { undo }) }
    }),
  )
}

export function migrationIn(preview: Preview | undefined, script: string): PreviewedMigration | undefined {
  return preview?.migrations.find((each) => each.script === script)
}
