import type { Diagnostic } from '../contract/diagnostics.ts'
import { caretSnippet } from '../sql/caret.ts'
import type { LintContext, Rule } from './rule.ts'
import { rules } from './rules/index.ts'
import { suppressionUnusedOrUnexplained } from './rules/suppression-unused-or-unexplained.ts'
import { severityByPolicy } from './severity.ts'
import type { Waiver } from './waivers.ts'

export interface WaiverUse {
  waiver: Waiver
  used: boolean
}

/** Whether a waiver puts a finding aside; one without a reason does not, but is not called unused too. */
export function waives(uses: readonly WaiverUse[], rule: Rule, statement: number | undefined): boolean {
  const fitting = uses.filter(({ waiver }) => (waiver.statement === null || waiver.statement === statement) && names(waiver, rule))
  for (const use of fitting) use.used = true
  return fitting.some(({ waiver }) => waiver.reason !== '')
}

/** S902: waivers that give no reason, name no rule, or put nothing aside. */
export function waiverFindings(uses: readonly WaiverUse[], context: LintContext): Diagnostic[] {
  const rule = suppressionUnusedOrUnexplained
  const policy = severityByPolicy(rule, context.policy, context.environmentClass)
  if (policy === 'off') return []
  return uses.flatMap((use) => {
    const problem = problemOf(use, context)
    if (!problem) return []
    const where = { file: context.file.script, ...caretSnippet(context.file.text, use.waiver.offset) }
    return [{ code: rule.name, severity: policy ?? rule.severity, where, message: problem, help: rule.safe, rule: rule.id, basis: 'text' as const }]
  })
}

function names({ rules: listed }: Waiver, { id, name }: Rule): boolean {
  return listed.some((one) => one.toUpperCase() === id || one === name)
}

function problemOf({ waiver, used }: WaiverUse, { policy, environmentClass }: LintContext): string | undefined {
  if (waiver.rules.length === 0) return 'The waiver names no rule.'
  const listed = rules.filter((rule) => names(waiver, rule))
  const label = waiver.rules.join(', ')
  if (listed.length === 0) return `The waiver names ${label}, which is no rule.`
  if (waiver.reason === '') return `The waiver of ${label} gives no reason and is not counted.`
  if (used || listed.every((rule) => severityByPolicy(rule, policy, environmentClass) === 'off')) return undefined
  if (waiver.statement === 0) return `The waiver of ${label} stands where it applies to no statement.`
  return `The waiver of ${label} puts nothing aside.`
}
