import type { MigrationRow, MigrationState, Plan, PlanStep, Status } from '#shared/contract/migrations.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { renderDiagnostics } from './diagnostics.ts'
import type { Look } from './look.ts'
import { table } from './table.ts'
import { count, indent, time } from './values.ts'

export function renderStatus(status: Status, look: Look): string {
  const { env, server, history, version, pending, migrations, diagnostics } = status
  const head = `${look.paint.bold(env)}  PostgreSQL ${server.version}, database ${server.database} as ${server.user}${server.readOnly ? ', read-only' : ''}\n`
  const position = history.exists ? `${history.table} is at ${version === null ? 'no version yet' : `version ${version}`}` : `${history.table} does not exist yet`
  const rows = migrations.map((row) => statusRow(row, look))
  const list = rows.length === 0 ? 'No migrations in the folder.' : table(['State', 'Version', 'Description', 'Applied', 'By', 'Undo'], rows, look)
  return `${head}${position}, ${pending} pending\n\n${list}\n${diagnostics.length > 0 ? '\n' : ''}${renderDiagnostics(diagnostics, look)}`
}

function statusRow({ state, version, description, kind, applied, undoScript }: MigrationRow, look: Look): string[] {
  const undo = kind === 'versioned' ? (undoScript ? 'yes' : look.paint.dim('no')) : ''
  return [stateLabel(state, look), version ?? kind, description, applied ? time(applied.at, look.timeZone) : '', applied?.by ?? '', undo]
}

export function stateLabel(state: MigrationState, { paint }: Look): string {
  const text = state.replaceAll('_', ' ')
  if (state === 'pending' || state === 'out_of_order' || state === 'outdated') return paint.yellow(text)
  if (state === 'failed' || state === 'changed' || state === 'missing') return paint.red(text)
  return state === 'applied' || state === 'baseline' ? paint.green(text) : paint.dim(text)
}

export function renderValidation({ ok, diagnostics }: { ok: boolean; diagnostics: Diagnostic[] }, look: Look): string {
  const verdict = ok ? look.paint.green('The files and the history agree.') : look.paint.red('The files and the history do not agree.')
  return `${renderDiagnostics(diagnostics, look)}${verdict}\n`
}

export function renderPlan(plan: Plan, look: Look): string {
  const { paint } = look
  if (plan.steps.length === 0) return `${renderDiagnostics(plan.diagnostics, look)}Nothing to do: ${plan.env} is at ${versionName(plan.from)}.\n`
  const verb = plan.direction === 'up' ? 'Apply' : 'Undo'
  const head = `${verb} ${count(plan.steps.length, 'migration')} on ${paint.bold(plan.env)}: ${versionName(plan.from)} -> ${versionName(plan.to)}\n`
  const backup = plan.backup.planned ? (plan.backup.problem ? paint.yellow(`Backup: cannot be made: ${plan.backup.problem}${plan.backup.help ? ` ${plan.backup.help}` : ''}`) : 'Backup: made first') : 'Backup: none planned'
  const asks = [plan.confirmation.name && '--yes', plan.confirmation.reason && '--reason TEXT'].filter(Boolean).join(' and ')
  const steps = plan.steps.map((step) => renderStep(step, look)).join('\n')
  const foot = `${backup}\n${asks ? `Asks for ${asks}\n` : ''}${paint.dim(`Plan ${plan.fingerprint}`)}\n`
  return `${head}\n${steps}\n${renderDiagnostics(plan.diagnostics, look)}${foot}`
}

function renderStep({ script, statements, transactional, reason, sql }: PlanStep, { paint }: Look): string {
  const mode = transactional ? 'in one transaction' : paint.yellow(`outside a transaction${reason ? `: ${reason}` : ''}`)
  return `${paint.bold(script)}  ${count(statements.length, 'statement')}, ${mode}\n${indent(sql.trimEnd())}\n`
}

export function versionName(version: string | null): string {
  return version === null ? 'no version' : `version ${version}`
}
