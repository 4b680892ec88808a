import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { lintBatchWithWaivers, type BatchContext, type BatchResult } from '#shared/lint/lint-batch.ts'
import { lintFile } from '#shared/lint/lint-file.ts'
import { lintPolicySchema } from '#shared/lint/policy.ts'
import type { Rule } from '#shared/lint/rule.ts'
import { limitsOf } from '#shared/lint/severity.ts'

export interface LintOptions extends Partial<BatchContext> {
  script?: string
  rules?: readonly Rule[]
}

/** What rules know of an environment of which nothing is known but its class. */
export function lintContext(options: Partial<BatchContext> = {}): BatchContext {
  const policy = options.policy ?? lintPolicySchema.parse({})
  const environmentClass = options.environmentClass ?? 'production'
  return { before: undefined, after: undefined, size: () => undefined, schema: 'public', serverMajor: undefined, environmentClass, policy, limits: limitsOf(policy, environmentClass), ...options }
}

/** Lints texts as a batch of the files V1__a.sql, V2__a.sql ... */
export async function lintTexts(texts: readonly string[], { rules, script, ...context }: LintOptions = {}): Promise<BatchResult> {
  const files = await Promise.all(texts.map((text, index) => lintFile(script ?? `V${index + 1}__a.sql`, text)))
  return lintBatchWithWaivers(files, lintContext(context), rules)
}

/** Findings of one rule in one text, without any trace. */
export async function findingsOf(rule: Rule, text: string, options: LintOptions = {}): Promise<Diagnostic[]> {
  const { findings } = await lintTexts([text], { ...options, rules: [rule] })
  return findings.filter(({ rule: id }) => id === rule.id)
}
