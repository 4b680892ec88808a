import type { LintStatement } from '../rule.ts'

/** Basis of a finding on what a statement does: it was seen to do it; undefined: only the text says so. */
export const done = (statement: LintStatement): 'trace' | undefined => (statement.trace?.outcome === 'ran' && !statement.inside ? 'trace' : undefined)
