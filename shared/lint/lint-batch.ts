import type { Diagnostic } from '../contract/diagnostics.ts'
import type { LintContext, LintFile } from './rule.ts'

export type BatchContext = Omit<LintContext, 'file' | 'files' | 'madeInBatch'>

/** Findings of all rules over files in the order of their run, waivers taken into account; in the order of the text. */
export function lintBatch(_files: readonly LintFile[], _context: BatchContext): Diagnostic[] {
  return []
}
