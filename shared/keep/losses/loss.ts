import type { Destruction, KeepWay } from '../../contract/preview.ts'
import type { LintFile, LintStatement } from '../../lint/rule.ts'
import type { Scene, TableNow } from '../scene.ts'

/** What one statement destroys of one table. */
export interface Loss {
  readonly kind: Destruction['kind']
  /** null: it is no table, or not to be told which one. */
  readonly table: TableNow | null
  readonly relation: string
  /** As they are called at this point of the script; empty: whole rows. */
  readonly columns: readonly string[]
  readonly ways: readonly KeepWay[]
  /** Why a way is not offered. */
  readonly problem: string | null
}

export interface LossContext {
  readonly file: LintFile
  readonly scene: Scene
  readonly statement: LintStatement
}

/** Why nothing can be copied or set aside in this script, whatever the statement. */
export function scriptProblem({ file }: LossContext): string | null {
  if (file.repeatable) return 'A repeatable migration runs again and again, and what it kept the first time would be in its way. Move the statement into a versioned migration.'
  if (!file.transactional) return 'This migration does not run in one transaction, so that the copy and the loss could come apart. Move the statement into a migration of its own.'
  return null
}

/** Takes the first problem of each way; a way without one is offered. Discarding always is. */
export function offer(archive: string | null, rename: string | null): Pick<Loss, 'ways' | 'problem'> {
  const problems = [archive, rename].filter((problem) => problem !== null)
  return {
    ways: ['discard', ...(archive === null ? (['archive'] as const) : []), ...(rename === null ? (['rename'] as const) : [])],
    problem: problems.length === 0 ? null : [...new Set(problems)].join(' '),
  }
}

export const onlyDiscard = (problem: string): Pick<Loss, 'ways' | 'problem'> => ({ ways: ['discard'], problem })
