import { toAppError } from '#shared/contract/app-error.ts'
import type { ClientTool } from '#shared/contract/backups.ts'
import type { DoctorReport, DoctorStep } from '#shared/contract/environments.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { connect } from '../connect.ts'
import type { Examined } from './examined.ts'

export interface DoctorOptions {
  /** Finds the installed pg_dump and pg_restore; absent: that step is skipped. */
  findClientTools?: () => Promise<ClientTool[]>
}

/** Tests a connection step by step; each step is also an event `{kind: "doctor-step", ...step}`. */
export async function examine(subject: Examined, job: JobContext, _options: DoctorOptions = {}): Promise<DoctorReport> {
  const started = performance.now()
  const step = await connectStep(subject, job.signal).catch((thrown: unknown) => {
    const { message, help } = toAppError(thrown).data
    return { outcome: 'failed', message, help } as const
  })
  const told: DoctorStep = { step: 'authenticate', ms: performance.now() - started, ...step }
  job.data({ kind: 'doctor-step', ...told })
  return { ok: told.outcome === 'ok', steps: [told] }
}

async function connectStep({ environment, ...engine }: Examined, signal: AbortSignal): Promise<Pick<DoctorStep, 'outcome' | 'message'>> {
  const client = await connect(engine, environment, { signal, purpose: 'doctor' })
  await client.end()
  return { outcome: 'ok', message: `The server accepts user "${environment.connection.user}".` }
}
