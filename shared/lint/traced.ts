import type { TracedLock, TracedStatement } from '../contract/preview.ts'
import type { LintStatement } from './rule.ts'

/** What a statement did, if it ran where it was traced; undefined: only the text speaks. */
export function ran(statement: LintStatement): TracedStatement | undefined {
  return statement.trace?.outcome === 'ran' ? statement.trace : undefined
}

/** Whether a table's file was written anew; of no table in particular if none is named. Undefined: not traced. */
export function rewrites(statement: LintStatement, relation?: string): boolean | undefined {
  return ran(statement)?.rewrites.some((one) => relation === undefined || one.relation === relation)
}

export function scans(statement: LintStatement, relation?: string): boolean | undefined {
  return ran(statement)?.scans.some((one) => relation === undefined || one.relation === relation)
}

/** Whether one of the modes was taken on a relation that others can use. */
export function locks(statement: LintStatement, modes: readonly TracedLock['mode'][], relation?: string): boolean | undefined {
  return ran(statement)?.locks.some((lock) => !lock.isNew && modes.includes(lock.mode) && (relation === undefined || lock.relation === relation))
}

/** The trace decides where there is one, else what the text says; undefined: no finding. */
export function decide(traced: boolean | undefined, text: boolean): 'trace' | 'text' | undefined {
  if (traced !== undefined) return traced ? 'trace' : undefined
  return text ? 'text' : undefined
}
