import { useMemo } from 'react'
import type { Environment } from '#shared/contract/environments.ts'
import { statementRunSchema, type StatementRun } from '#shared/contract/migrations.ts'
import { useJob, useJobFeed, type JobView } from '../../client/jobs.ts'
import type { TextProblem } from '../../editor/statement-line.ts'

interface LastRun {
  statements: readonly StatementRun[]
  /** Where the last run of this file failed, unless a later one succeeded. */
  problem: TextProblem | undefined
}

/** The newest run of a file that this studio made: figures for each statement, and the place of a failure. */
export function useLastRun(environment: Environment, script: string): LastRun {
  const jobId = useJobFeed(({ jobs, order }) => order.find((id) => ranScript(jobs[id], environment, script)))
  const view = useJob(jobId)
  return useMemo(() => ({ statements: statementsOf(view, script), problem: problemOf(view, script) }), [view, script])
}

function ranScript(view: JobView | undefined, { id, name }: Environment, script: string): boolean {
  if (!view || !/^migrations\.(apply|undo)$/.test(view.job.operation) || (view.job.env !== id && view.job.env !== name)) return false
  if (view.job.error) return view.job.error.where?.file === script || statementsOf(view, script).length > 0
  const result = view.job.result as { migrations?: { script: string }[] } | undefined
  return result?.migrations?.some((each) => each.script === script) ?? statementsOf(view, script).length > 0
}

function statementsOf(view: JobView | undefined, script: string): StatementRun[] {
  const runs = (view?.steps ?? []).flatMap((step) => {
    const parsed = step['kind'] === 'statement' && step['script'] === script ? statementRunSchema.safeParse(step) : undefined
    return parsed?.success ? [parsed.data] : []
  })
  return runs.filter(({ number }, index) => runs.findLastIndex((each) => each.number === number) === index)
}

function problemOf(view: JobView | undefined, script: string): TextProblem | undefined {
  const error = view?.job.error
  if (!error?.where?.line || error.where.file !== script) return undefined
  const { line, column } = error.where
  const message = error.pg ? [`${error.pg.sqlstate}  ${error.pg.message}`, error.pg.detail, error.pg.hint].filter(Boolean).join('\n') : error.message
  return { line, ...(column !== undefined && { column }), message }
}
