import { AppError } from '#shared/contract/app-error.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import type { Comparisons } from './comparisons.ts'
import { readSide, type ReadSide, type Side, type SideJob } from './resolve-side.ts'
import { SideProgress } from './side-progress.ts'

/** How a side gets its schema; both are read at once. */
export type ReadOne = (job: SideJob) => Promise<ReadSide>

export interface ComparisonResult {
  /** Id of the comparison. */
  comparison: string
  equal: boolean
  /** How many. */
  differences: number
}

/** Reads two sides and compares them, as a job. */
export async function runComparison(comparisons: Comparisons, sides: { a: Side; b: Side }, schemas: readonly string[] | undefined, job: JobContext): Promise<ComparisonResult> {
  const { a, b } = sides
  return compareBoth(comparisons, { a: [a.shown, (own) => readSide(a, { schemas, other: b }, own)], b: [b.shown, (own) => readSide(b, { schemas, other: a }, own)] }, schemas, job)
}

export async function compareBoth(comparisons: Comparisons, ways: Record<'a' | 'b', readonly [title: string, read: ReadOne]>, schemas: readonly string[] | undefined, job: JobContext): Promise<ComparisonResult> {
  const began = performance.now()
  const progress = new SideProgress(job)
  // When one side fails, the other is not worth going on with.
  const other = new AbortController()
  const cancel = () => other.abort(job.signal.reason)
  job.signal.addEventListener('abort', cancel)
  const read = async (side: 'a' | 'b') => {
    const [title, work] = ways[side]
    const found = await work({ ...progress.of(side, title), signal: other.signal })
    progress.done(side, title, found.snapshot.facts.size)
    return found
  }
  try {
    const [a, b] = await firstFailure([read('a'), read('b')], () => other.abort(new AppError('cancelled')))
    const { comparison } = comparisons.add(a as ReadSide, b as ReadSide, schemas, began)
    return { comparison: comparison.id, equal: comparison.equal, differences: comparison.differences.length }
  } finally {
    job.signal.removeEventListener('abort', cancel)
  }
}

/** Waits for all, also when one fails, so that nothing goes on unseen; throws what failed first. */
async function firstFailure<T>(works: readonly Promise<T>[], onFailure: () => void): Promise<T[]> {
  const failures: unknown[] = []
  const results = await Promise.all(
    works.map((work) =>
      work.catch((thrown: unknown) => {
        failures.push(thrown)
        onFailure()
        return undefined
      }),
    ),
  )
  if (failures.length > 0) throw failures[0]
  return results as T[]
}

