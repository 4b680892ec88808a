import type { PlanStep } from '../contract/migrations.ts'
import type { HistoryRow } from './history-row.ts'

/** What a plan depends on. */
export type FingerprintStep = Pick<PlanStep, 'action' | 'kind' | 'version' | 'script' | 'transactional' | 'sql'>

/**
 * Canonical text of a plan, for hashing: the files with their order and text, and the history that they meet. Times and people
 * in the history do not count.
 */
export function planText(steps: readonly FingerprintStep[], history: readonly HistoryRow[]): string {
  const rows = history.toSorted((a, b) => a.rank - b.rank)
  return [
    'strata-plan-1',
    ...rows.map((row) => JSON.stringify(['row', row.rank, row.version, row.type, row.script, row.checksum, row.success])),
    ...steps.map((step) => JSON.stringify(['step', step.action, step.kind, step.version, step.script, step.transactional, step.sql])),
  ].join('\n')
}
