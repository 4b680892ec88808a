import { AppError } from '#shared/contract/app-error.ts'
import { unusable } from '../../history/inspect-history.ts'
import { closeOpenRuns } from '../../history/journal.ts'
import type { JournalEvent } from '../../history/journal-event.ts'
import { readDumps } from '../../interlock/busy.ts'
import { dumpConflict, dumpRunning, excludeDumps, overrideDumps, overrideEvent } from '../../interlock/exclude-dumps.ts'
import { waitUntilFree } from '../../interlock/wait.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { checkRunnable, chooseRows, type Direction } from '../check-runnable.ts'
import { readSituation, type Situation } from '../situation.ts'
import { buildSteps } from './build-steps.ts'
import { releaseLock, takeLock } from './lock.ts'
import type { RunRequest } from './run-migrations.ts'
import type { RunSession } from './run-session.ts'
import type { RunStep } from './run-step.ts'

/** What a run finds once it holds the migration lock. */
export interface Entered {
  situation: Situation
  steps: RunStep[]
  fingerprint: string
  /** For the journal: that somebody went on beside a dump. */
  events: JournalEvent[]
}

/**
 * Takes the migration lock, works out what would run, and sees to it that no dump is met. While it waits for a dump it holds no lock, so that
 * it keeps nobody from anything; afterwards everything is worked out anew. Throws `history_locked`, `plan_changed`, `dump_running` and what a plan throws.
 */
export async function enterRun(session: RunSession, request: RunRequest, runId: string, job: JobContext): Promise<Entered> {
  const { client, environment, engine } = session
  for (;;) {
    await takeLock(client, environment, { signal: job.signal, patience: request.lockPatienceMs, log: (text) => job.log('info', text) })
    const planned = await plan(session, request, job)
    const conflict = await dumpConflict(planned.steps, environment)
    const dumps = conflict ? await excludeDumps(client, job) : []
    if (!conflict || dumps.length === 0) return { ...planned, events: [] }
    if (request.override !== undefined) {
      await overrideDumps(client)
      return { ...planned, events: [overrideEvent(engine, 'dump', dumps, request.override, runId)] }
    }
    if (!request.wait) throw dumpRunning(environment, dumps, conflict)
    await releaseLock(client, environment)
    await waitUntilFree('dump', () => readDumps(client), job)
  }
}

/** With the lock held: what would run, checked in full. */
async function plan(session: RunSession, { direction, to, planFingerprint, steps: given }: RunRequest, job: JobContext): Promise<Omit<Entered, 'events'>> {
  const { client, environment } = session
  const situation = await readSituation(client, environment)
  const { place } = situation
  if (place.journalReadable && !place.writeProblem) {
    for (const open of await closeOpenRuns(client, environment)) job.log('info', `An earlier run by ${open.actor}@${open.host} ended without saying how; ${open.done} of its migrations took effect.`)
  }
  const { steps, fingerprint } = given ? await given(situation) : await chosenSteps(situation, direction, to)
  if (planFingerprint !== undefined && planFingerprint !== fingerprint) throw new AppError('plan_changed', {}, { state: 'Nothing was changed.' })
  if (steps.length > 0 && place.writeProblem) throw unusable(place.schema, place.table, place.writeProblem)
  return { situation, steps, fingerprint }
}

function chosenSteps(situation: Situation, direction: Direction, to: string | undefined): ReturnType<typeof buildSteps> {
  checkRunnable(situation, direction)
  return buildSteps(situation, chooseRows(situation.rows, direction, to), direction)
}
