import type { LintFile } from '../lint/rule.ts'
import type { StatementLosses } from './keep-context.ts'

/** A statement, what it destroys, and where the way is written to. */
export interface Choice extends StatementLosses {
  /** Number of the block in both texts. */
  readonly id: number
  readonly version: string | null
  readonly undo: LintFile | null
  readonly schema: string
}
