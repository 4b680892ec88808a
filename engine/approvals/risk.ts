import type { Approvable, ApprovalPlan } from '#shared/contract/approvals.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { lintTexts } from '../preview/lint-texts.ts'
import type { Previews } from '../preview/previews.ts'
import type { PlanNow } from './plan-now.ts'

type Risky = Pick<ApprovalPlan, 'steps' | 'findings' | 'preview'>

/** What the rules say of the scripts of a plan, and a preview of exactly these where there is one. Rules that cannot be asked leave the risk open. */
export async function withRisk(engine: Engine, environment: Environment, operation: Approvable, { steps }: PlanNow, previews: Previews): Promise<Risky> {
  const scripts = steps.flatMap(({ script }) => (script === null ? [] : [script]))
  const findings = operation === 'migrations.apply' && scripts.length > 0 ? await findingsOf(engine, environment, scripts, previews) : undefined
  return {
    steps: steps.map((step) => ({ ...step, risk: findings && step.script !== null ? riskOf(findings.filter(({ where, subject }) => (where?.file ?? subject) === step.script)) : null })),
    findings: findings ?? [],
    preview: operation === 'migrations.apply' ? previewOf(environment, scripts, previews) : null,
  }
}

function findingsOf(engine: Engine, environment: Environment, scripts: readonly string[], previews: Previews): Promise<Diagnostic[] | undefined> {
  return lintTexts(engine, environment, { scripts, drafts: [] }, previews).then(({ findings }) => findings, () => undefined)
}

function riskOf(findings: readonly Diagnostic[]): ApprovalPlan['steps'][number]['risk'] {
  if (findings.some(({ severity }) => severity === 'error')) return 'dangerous'
  return findings.some(({ severity }) => severity === 'warning') ? 'careful' : 'low'
}

function previewOf({ id: envId }: Environment, scripts: readonly string[], previews: Previews): ApprovalPlan['preview'] {
  const newest = previews.newest(envId)?.preview
  if (!newest || newest.migrations.map(({ script }) => script).join('\n') !== scripts.join('\n')) return null
  const { id, at, verdict, seconds } = newest
  return { id, at, verdict, seconds }
}
