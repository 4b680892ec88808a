import type { Approval, ApprovalPlan } from '#shared/contract/approvals.ts'
import type { RunResult } from '#shared/contract/migrations.ts'
import type { RollbackResult } from '#shared/contract/rollback.ts'
import type { Look } from './look.ts'
import { renderRollback } from './rollback.ts'
import { renderRun } from './runs.ts'
import { table } from './table.ts'
import { count, time } from './values.ts'

export function renderApprovals({ approvals }: { approvals: Approval[] }, look: Look): string {
  if (approvals.length === 0) return 'Nobody has asked for an approval.\n'
  const rows = approvals.map((one) => [time(one.createdAt, look.timeZone), one.env, one.operation, versions(one), one.by, stateOf(one, look), one.reason, look.paint.dim(one.id)])
  return `${table(['Asked', 'Environment', 'For', 'Versions', 'By', '', 'Why', 'Id'], rows, look)}\n`
}

/** The id alone on the first line: `strata approvals ask ... | head -n 1`. */
export function renderAsked(approval: Approval, look: Look): string {
  const { id, env, operation, expiresAt, plan } = approval
  const about = `${operation} on ${env}, ${versions(approval)}, plan ${plan.slice(0, 12)}; it can be approved until ${time(expiresAt, look.timeZone)}.`
  return `${id}\n${look.paint.dim(`${about}\nSomebody else approves it: strata approvals approve ${id}`)}\n`
}

export function renderApproval({ approval, plan, problem }: { approval: Approval; plan: ApprovalPlan | null; problem: string | null }, look: Look): string {
  const { env, operation, by, reason, note } = approval
  const lines = [
    `${look.paint.bold(`${operation} on ${env}`)}, ${versions(approval)}`,
    `Asked by ${by} at ${time(approval.createdAt, look.timeZone)}: ${reason}`,
    stateOf(approval, look),
    ...(note === null ? [] : [`Said with it: ${note}`]),
    ...(approval.problem === null ? [] : [approval.problem]),
    ...(problem === null ? [] : [`The plan cannot be made now: ${problem}`]),
    ...(plan ? ['', ...planLines(plan, look)] : approval.scripts.map((script) => `  ${script}`)),
  ]
  return `${lines.join('\n')}\n`
}

export function renderDecided(approval: Approval, look: Look): string {
  return `${approval.operation} on ${approval.env}: ${stateOf(approval, look)}\n`
}

export function renderApproved({ approval, jobId }: { approval: Approval; jobId: string | null }, look: Look): string {
  const next = jobId === null ? `It is run by: strata approvals run ${approval.id}` : `It was run at once: strata jobs show ${jobId}`
  return `${renderDecided(approval, look)}${look.paint.dim(next)}\n`
}

export function renderApprovedRun(result: RunResult | RollbackResult, look: Look): string {
  return 'way' in result ? renderRollback(result, look) : renderRun(result, look)
}

function planLines({ same, steps, findings, loses }: ApprovalPlan, look: Look): string[] {
  const { paint } = look
  const changed = same ? [] : [paint.red('The plan is another one by now: this request cannot be approved any more.')]
  const rows = steps.map(({ number, method, script, description, statements, risk }) => [String(number), method, script ?? description, statements === null ? '' : count(statements, 'statement'), riskOf(risk, look)])
  return [...changed, table(['', 'How', 'What', '', 'Risk'], rows, look), ...findings.map(({ message, where }) => `  ${where?.file ?? ''}${where?.line === undefined ? '' : `:${where.line}`} ${message}`), ...loses.map((text) => paint.yellow(`Lost: ${text}`))]
}

function riskOf(risk: ApprovalPlan['steps'][number]['risk'], { paint }: Look): string {
  if (risk === null) return 'not known'
  return risk === 'dangerous' ? paint.red('dangerous') : risk === 'careful' ? paint.yellow('careful') : 'low'
}

function versions({ from, to }: Approval): string {
  return `${from ?? 'nothing'} -> ${to ?? 'nothing'}`
}

function stateOf({ state, expiresAt, decidedBy }: Approval, { paint, timeZone }: Look): string {
  if (state === 'asked') return paint.yellow(`asked, until ${time(expiresAt, timeZone)}`)
  if (state === 'approved') return paint.green(`approved by ${decidedBy ?? ''}, until ${time(expiresAt, timeZone)}`)
  if (state === 'rejected') return paint.red(`rejected by ${decidedBy ?? ''}`)
  return state === 'failed' || state === 'unknown' ? paint.red(state) : state
}
