import type { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Proof } from '#shared/contract/preview.ts'
import type { PreparedScript } from '../../migrations/run/prepare-script.ts'
import { compareData, tellLosses } from './compare-data.ts'
import type { ProofRequest } from './prove-undo.ts'
import type { ProvedState } from './proving-database.ts'
import { tellDifferences, type ToldDifference } from './tell-differences.ts'
import { advancedSequences, chance, columnOrder, emptyTables, secondRun, unread } from './weak.ts'

/** What happened to one migration and its undo, as far as it came. */
export interface Course {
  request: ProofRequest
  before: ProvedState
  after?: ProvedState
  down?: ProvedState
  again?: ProvedState
  /** `losses`: what a generated undo cannot bring back. */
  undo: { source: Proof['undo']; script: PreparedScript | null; losses: readonly string[] }
  error?: AppError
  problem?: string
}

type Verdict = Pick<Proof, 'status' | 'loses' | 'differences' | 'weak' | 'problem'>

/** The schema comes first, then the data, then whether the migration can be run again. */
export async function judge(course: Course): Promise<Verdict> {
  const { request, before, after, down, again, error, problem } = course
  const nothing = { loses: [], differences: [], weak: [], problem: problem ?? null }
  if (!after) return { ...nothing, status: 'failed' }
  const weak = [...emptyTables(before, after), ...(await chance(request.up))]
  if (!course.undo.script) return { ...nothing, status: 'impossible', weak }
  if (!down) return { ...nothing, status: 'failed', loses: [...course.undo.losses], weak }
  const data = compareData(before.data, down.data)
  const loses = [...tellLosses(data), ...unmeasured(course)]
  const differences = [...tellDifferences(before.snapshot, down.snapshot), ...afterSecondRun(after, again)].slice(0, 200)
  weak.push(...columnOrder(before.snapshot, down.snapshot), ...advancedSequences(data), ...secondRunOf(course), ...unread(before, [after, down]))
  const failedAgain = error ? 'After its undo the migration cannot be run again.' : null
  return { status: statusOf(differences, loses, error !== undefined), loses, differences, weak, problem: failedAgain }
}

function statusOf(differences: readonly unknown[], loses: readonly unknown[], failedAgain: boolean): Proof['status'] {
  if (differences.length > 0) return 'differs'
  if (loses.length > 0) return 'schema_only'
  return failedAgain ? 'failed' : 'proved'
}

/** Of what a generated undo does not bring back, that which no row was there to show. */
function unmeasured({ before, undo }: Course): string[] {
  const empty = [...before.data.tables.values()].filter(({ rows }) => rows === 0).map(({ name }) => name)
  return undo.losses.filter((sentence) => empty.some((name) => sentence.includes(` ${name} `) || sentence.includes(` ${name}.`)))
}

function afterSecondRun(after: ProvedState, again: ProvedState | undefined): ToldDifference[] {
  if (!again) return []
  return tellDifferences(after.snapshot, again.snapshot).map(({ id, text }) => ({ id, text: `Run again after its undo, the migration gives something else: ${text}` }))
}

function secondRunOf({ after, again }: Course): Diagnostic[] {
  return after && again ? secondRun(after, again) : []
}
