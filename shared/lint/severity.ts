import type { Severity } from '../contract/diagnostics.ts'
import type { EnvironmentClass } from '../contract/environments.ts'
import type { LintLimits, LintPolicy } from './policy.ts'
import type { Rule } from './rule.ts'

type Named = Pick<Rule, 'id' | 'name'>

/** What the policy says of a rule, first for the class of the environment; undefined: nothing. The id counts before the name. */
export function severityByPolicy(rule: Named, policy: LintPolicy, environmentClass: EnvironmentClass): Severity | 'off' | undefined {
  const ofClass = policy.classes[environmentClass]?.rules
  return ofClass?.[rule.id] ?? ofClass?.[rule.name] ?? policy.rules[rule.id] ?? policy.rules[rule.name]
}

export function limitsOf(policy: LintPolicy, environmentClass: EnvironmentClass): LintLimits {
  const ofClass = Object.entries(policy.classes[environmentClass]?.limits ?? {}).filter(([, value]) => value !== undefined)
  return { ...policy.limits, ...Object.fromEntries(ofClass) }
}
