import type { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { TracedStatement } from '#shared/contract/preview.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { kinds } from '#shared/kinds/index.ts'
import type { Rename } from '#shared/schema/rename/apply-renames.ts'
import { renamesBack, type AddressedSchema } from '../prove/renames-back.ts'
import { untraced } from '../trace/traced-statement.ts'
import type { Tracer } from '../trace/tracer.ts'
import type { BatchItem } from './batch.ts'

/** What came of one script. */
export interface TracedItem {
  item: BatchItem
  outcome: 'ran' | 'failed' | 'not_run'
  error: AppError | null
  statements: TracedStatement[]
  notes: readonly Diagnostic[]
  ms: number
  before: Snapshot
  /** Equal to `before` where nothing can have changed. */
  after: Snapshot
  /** Objects that only have another name now, known by their addresses in the catalog. */
  renames: readonly Rename[]
}

/** Reads the schema of the database in which the scripts run, as it is now. */
export type ReadNow = (before: Snapshot) => Promise<AddressedSchema>

/** Commands that leave the schema as it is. A function that SELECT calls may do anything, and so may a trigger that locks what it changes. */
const dataOnly = /^(INSERT|UPDATE|DELETE|MERGE|COPY|TRUNCATE|SET|RESET|SHOW|LOCK|ANALYZE|VACUUM|VALUES)\b/

/** Runs scripts one after another until one fails. */
export async function traceBatch(tracer: Tracer, items: readonly BatchItem[], first: Snapshot, readNow: ReadNow | undefined): Promise<TracedItem[]> {
  const traced: TracedItem[] = []
  let before = first
  let broken = false
  for (const item of items) {
    const one: TracedItem = broken ? notRun(item, before) : item.problem ? unfit(item, item.problem, before) : await traceItem(tracer, item, before, readNow)
    traced.push(one)
    broken ||= one.outcome !== 'ran'
    before = one.after
  }
  return traced
}

async function traceItem(tracer: Tracer, item: BatchItem, before: Snapshot, readNow: ReadNow | undefined): Promise<TracedItem> {
  const known = readNow && /\brename\b|\bset\s+schema\b/i.test(item.text) ? await readNow(before) : undefined
  const { outcome, statements, error, ms, notes = [] } = await tracer.run(item.prepared)
  const rolledBack = outcome === 'failed' && item.prepared.outside === undefined
  const now = readNow && !rolledBack && statements.some(mayChangeSchema) ? await readNow(before) : undefined
  return { item, outcome, error, statements, notes, ms, before, after: now?.snapshot ?? before, renames: known && now ? renamesOf(known, now) : [] }
}

function renamesOf(before: AddressedSchema, after: AddressedSchema): Rename[] {
  return renamesBack(before, after, kinds).map(({ from, to }) => ({ from: to, to: from }))
}

function mayChangeSchema({ command, outcome, locks }: TracedStatement): boolean {
  if (outcome !== 'ran' && outcome !== 'failed') return false
  return !dataOnly.test(command) || locks.some(({ kind, mode }) => kind === 'table' && mode === 'ACCESS EXCLUSIVE')
}

function notRun(item: BatchItem, before: Snapshot): TracedItem {
  return { item, outcome: 'not_run', error: null, statements: item.prepared.statements.map(untraced), notes: [], ms: 0, before, after: before, renames: [] }
}

function unfit(item: BatchItem, error: AppError, before: Snapshot): TracedItem {
  return { ...notRun(item, before), outcome: 'failed', error }
}
