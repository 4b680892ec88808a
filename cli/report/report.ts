import type { Diagnostic, Severity } from '#shared/contract/diagnostics.ts'
import type { Preview } from '#shared/contract/preview.ts'

/** What lint, preview and prove have to say, whatever the format. */
export interface Report {
  command: 'lint' | 'preview' | 'prove'
  env: string
  /** Folder of the migrations as a pipeline names it: relative to the folder that the command ran in, with forward slashes; '' is that folder itself. */
  folder: string
  files: number
  findings: readonly Diagnostic[]
  /** null: only the text was looked at. */
  preview: Preview | null
}

export const formats = ['text', 'json', 'sarif', 'gitlab', 'junit', 'markdown'] as const
export type Format = (typeof formats)[number]

/** Path of a script as pipelines name files. */
export function pathOf({ folder }: Report, script: string): string {
  return folder === '' ? script : `${folder}/${script}`
}

const ranks: Record<Severity, number> = { info: 0, warning: 1, error: 2 }

export const failOn = ['error', 'warning', 'info', 'never'] as const
export type FailOn = (typeof failOn)[number]

/** Exit codes of the three commands; docs/cli.md has the same table. */
export const exits = { clean: 0, failed: 8, warnings: 20, errors: 21, notProved: 22 } as const

/** A migration that fails is worse than a finding; an undo that is not proved counts where proofs were asked for by name. */
export function exitOf({ command, findings, preview }: Report, threshold: FailOn): number {
  if (preview?.migrations.some(({ outcome }) => outcome === 'failed')) return exits.failed
  if (threshold === 'never') return exits.clean
  if (command === 'prove' && preview?.migrations.some(({ proof }) => proof === null || proof.status !== 'proved')) return exits.notProved
  const worst = Math.max(-1, ...findings.map(({ severity }) => ranks[severity]))
  if (worst < ranks[threshold] || worst < 0) return exits.clean
  return worst === ranks.error ? exits.errors : exits.warnings
}
