import type pg from 'pg'
import type { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { MigrationRow, Plan, PlanStep, Statement } from '#shared/contract/migrations.ts'
import { planText, type FingerprintStep } from '#shared/migrations/fingerprint.ts'
import type { HistoryRow } from '#shared/migrations/history-row.ts'
import { compareVersions } from '#shared/migrations/version.ts'
import type { ScriptStatement } from '#shared/sql/split.ts'
import { chooseRows, type Direction } from './check-runnable.ts'
import { confirmationOf } from './confirmation.ts'
import { readScript, sha256, type MigrationFolder } from './read-folder.ts'
import { examineScript } from './run/prepare-script.ts'
import { invalidIndexDiagnostic, readInvalidIndexes } from './run/invalid-indexes.ts'
import { readSituation, type Situation } from './situation.ts'

export interface PlanRequest {
  direction: Direction
  to?: string | undefined
}

/** Everything of a plan but the word on the backup, which asks for the client programs. */
export async function makePlan(client: pg.Client, environment: Environment, { direction, to }: PlanRequest): Promise<Omit<Plan, 'backup'>> {
  const situation = await readSituation(client, environment)
  const { steps, diagnostics } = await planSteps(situation, { direction, to })
  if (steps.some(({ transactional }) => !transactional)) diagnostics.push(...(await readInvalidIndexes(client)).map(invalidIndexDiagnostic))
  return {
    env: environment.name, direction, from: situation.current, to: versionAfter(situation.rows, steps, situation.current),
    fingerprint: planFingerprint(steps, situation.history), steps, confirmation: confirmationOf(environment), diagnostics,
  }
}

/** What would run, with the findings of the situation and of the scripts. Throws as `chooseRows`. */
export async function planSteps(situation: Situation, { direction, to }: PlanRequest): Promise<{ steps: PlanStep[]; diagnostics: Diagnostic[] }> {
  const steps: PlanStep[] = []
  const diagnostics: Diagnostic[] = [...situation.diagnostics]
  for (const row of chooseRows(situation.rows, direction, to)) {
    const script = scriptOf(row, direction)
    if (situation.folder.unreadable.has(script)) continue
    const { step, errors } = await planStep(situation.folder, row, direction)
    steps.push(step)
    diagnostics.push(...errors.map(errorFinding))
  }
  return { steps, diagnostics }
}

export function scriptOf(row: MigrationRow, direction: Direction): string {
  return direction === 'up' ? row.script : (row.undoScript ?? '')
}

/** SHA-256 over files, order and history. */
export function planFingerprint(steps: readonly FingerprintStep[], history: readonly HistoryRow[]): string {
  return sha256(planText(steps, history))
}

async function planStep({ folder }: MigrationFolder, row: MigrationRow, direction: Direction): Promise<{ step: PlanStep; errors: AppError[] }> {
  const script = scriptOf(row, direction)
  const { text } = readScript(folder, script)
  const { statements, outside, errors } = await examineScript(script, text)
  const step: PlanStep = {
    action: direction === 'up' ? 'apply' : 'undo', kind: row.kind, version: row.version, description: row.description, script,
    transactional: outside === undefined, ...(outside !== undefined && { reason: `${outside} cannot run in a transaction` }), statements: statements.map(shownStatement), sql: text,
  }
  return { step, errors }
}

export function shownStatement({ number, line, text, command }: ScriptStatement): Statement {
  return { number, line, text, command }
}

/** An error that a run would end with, shown before as a finding. */
export function errorFinding({ code, message, data: { where, help } }: AppError): Diagnostic {
  return { code: code.replaceAll('_', '-'), severity: 'error', message, ...(where?.file && { subject: where.file }), ...(where && { where }), ...(help && { help }) }
}

const live = new Set<MigrationRow['state']>(['applied', 'changed', 'missing', 'out_of_order', 'baseline'])

/** Versions that are applied now. */
export function liveVersions(rows: readonly MigrationRow[]): string[] {
  return rows.flatMap(({ version, state }) => (version !== null && live.has(state) ? [version] : []))
}

export function versionAfter(rows: readonly MigrationRow[], steps: readonly PlanStep[], current: string | null): string | null {
  const versions = liveVersions(rows)
  const changed = steps.flatMap(({ version }) => (version === null ? [] : [version]))
  if (changed.length === 0) return current
  return highestVersion(steps[0]?.action === 'undo' ? versions.filter((version) => !changed.includes(version)) : [...versions, ...changed])
}

export function highestVersion(versions: readonly string[]): string | null {
  return versions.reduce<string | null>((highest, version) => (highest === null || compareVersions(version, highest) > 0 ? version : highest), null)
}
