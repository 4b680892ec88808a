import type { ClientTool } from '#shared/contract/backups.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { DoctorReport, DoctorStep } from '#shared/contract/environments.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { toConnectionError } from '../pg-error.ts'
import type { Examination, Finding } from './examination.ts'
import type { Examined } from './examined.ts'
import { reachStep, resolveStep, settingsStep, tlsStep } from './network-steps.ts'
import { clientStep, folderStep, historyStep } from './project-steps.ts'
import { authenticateStep, databaseStep, privilegesStep, versionStep } from './session-steps.ts'

export interface DoctorOptions {
  /** Finds the installed pg_dump and pg_restore; absent: that step is skipped. */
  findClientTools?: () => Promise<ClientTool[]>
}

type Step = DoctorStep['step']

const steps: readonly (readonly [Step, string, (examination: Examination) => Promise<Finding>])[] = [
  ['settings', 'Reading the settings', settingsStep],
  ['resolve', 'Resolving the host name', resolveStep],
  ['reach', 'Reaching the port', reachStep],
  ['tls', 'Encrypting', tlsStep],
  ['authenticate', 'Signing in', authenticateStep],
  ['database', 'Opening the database', databaseStep],
  ['version', 'Asking for the version', versionStep],
  ['privileges', 'Checking privileges', privilegesStep],
  ['client', 'Looking for pg_dump', clientStep],
  ['folder', 'Reading the migrations folder', folderStep],
  ['history', 'Reading the history table', historyStep],
]

/** Tests a connection step by step, up to the first failure; each step is also an event `{kind: "doctor-step", ...step}`. */
export async function examine(subject: Examined, job: JobContext, { findClientTools }: DoctorOptions = {}): Promise<DoctorReport> {
  const examination: Examination = { subject, environment: subject.environment, signal: job.signal, findClientTools }
  const told: DoctorStep[] = []
  try {
    for (const [index, [step, label, work]] of steps.entries()) {
      job.progress({ label, done: index, total: steps.length, unit: 'steps' })
      const broken = told.some(({ outcome }) => outcome === 'failed')
      const started = performance.now()
      const finding = broken ? notTried : await work(examination).catch((thrown: unknown) => fromError(thrown, job.signal, subject))
      const result: DoctorStep = { step, ...finding, ms: broken ? 0 : Math.round((performance.now() - started) * 10) / 10 }
      told.push(result)
      job.data({ kind: 'doctor-step', ...result })
    }
  } finally {
    await examination.session?.end().catch(() => {})
  }
  return report(examination, told)
}

const notTried: Finding = { outcome: 'skipped', message: 'Not tried, because a step before it failed.' }

/** Only a connection's troubles are findings; a fault of Strata itself ends the job as such. */
function fromError(thrown: unknown, signal: AbortSignal, { environment }: Examined): Finding {
  if (signal.aborted) throw new AppError('cancelled', {}, { cause: thrown })
  const error = toConnectionError(thrown, environment)
  if (error.code === 'internal' || error.code === 'cancelled') throw error
  return { outcome: 'failed', message: error.message, help: error.data.help }
}

function report({ serverVersion, latencyMs }: Examination, told: DoctorStep[]): DoctorReport {
  return {
    ok: told.every(({ outcome }) => outcome !== 'failed'),
    ...(serverVersion !== undefined && { serverVersion }),
    ...(latencyMs !== undefined && { latencyMs: Math.round(latencyMs * 10) / 10 }),
    steps: told,
  }
}
