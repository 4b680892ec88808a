import { AppError, toAppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { RollbackPreview, RollbackWay } from '#shared/contract/rollback.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { Engine } from '../../engine.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { withSession } from '../../migrations/locked-session.ts'
import type { Previews } from '../../preview/previews.ts'
import { runPreview } from '../../preview/run-preview.ts'
import { stateAfter, type AppliedState } from '../applied-state.ts'
import { planRollback, type PlanKnown, type Planned } from '../plan-rollback.ts'
import { readPast } from '../past.ts'
import { isUnwritten } from '../planned-script.ts'
import type { PointRequest } from '../point.ts'
import { note } from '../reasons.ts'
import { compareSchema, fromReplay } from '../wanted-schema.ts'
import type { PlannedWay } from '../way.ts'
import { replayedSchema } from './replay.ts'
import { storyOf, type Story } from './story.ts'
import { writeUndos, type Written } from './write-undos.ts'

export interface RollbackPreviewRequest {
  point: PointRequest
  way?: RollbackWay['id'] | undefined
}

interface Trying {
  engine: Engine
  environment: Environment
  known: PlanKnown & { previews: Previews }
  job: JobContext
}

type Tried = Pick<RollbackPreview, 'preview' | 'verdict' | 'differences' | 'seconds' | 'waits' | 'notes'>

/** Writes the undos that are missing, then tries the scripts of a way in a shadow and compares what comes of it with the point. The environment is only read. Throws `rollback_impossible` where no way leads there, and the errors of shadows. */
export async function previewRollback(engine: Engine, environment: Environment, request: RollbackPreviewRequest, known: Trying['known'], job: JobContext): Promise<RollbackPreview> {
  const began = performance.now()
  const trying: Trying = { engine, environment, known, job }
  job.progress({ label: 'Planning the way back' })
  const first = await planRollback(engine, environment, request.point, known)
  const before = wayOf(first, request.way)
  const generated = await written(trying, before)
  const planned = await knowingPoint(trying, generated.length > 0 ? await planRollback(engine, environment, request.point, known) : first)
  const chosen = wayOf(planned, before.way.id, generated.length > 0)
  const tried = chosen.way.possible === 'no' ? refused(chosen) : await tryWay(trying, planned, chosen)
  return { env: environment.name, way: chosen.way.id, generated, ...tried, ms: Math.round(performance.now() - began) }
}

function wayOf({ ways }: Planned, id: RollbackWay['id'] | undefined, also = false): PlannedWay {
  const found = id === undefined ? ways[0] : ways.find(({ way }) => way.id === id)
  if (found && (also || found.way.possible !== 'no')) return found
  throw new AppError('rollback_impossible', { problem: found?.way.reasons.find(({ severity }) => severity === 'error')?.message ?? 'this way does not lead there' }, { state: 'Nothing was changed.' })
}

function refused({ way: { reasons } }: PlannedWay): Tried {
  return { preview: null, verdict: 'fails', differences: reasons.filter(({ severity }) => severity === 'error').map(({ message }) => message), seconds: null, waits: [], notes: [] }
}

async function written({ engine, environment, job }: Trying, { scripts }: PlannedWay): Promise<Written[]> {
  const missing = scripts.filter(isUnwritten).map(({ entry }) => entry)
  return missing.length === 0 ? [] : writeUndos(engine, environment, await readStory(engine, environment), missing, job)
}

/** Of the state that is there, or of another one. */
async function readStory(engine: Engine, environment: Environment, state?: AppliedState): Promise<Story> {
  return withSession(engine, environment, async (client) => {
    const { situation } = await readPast(client, environment)
    return storyOf({ client, environment, situation, proofs: [], undos: [] }, state ?? stateAfter(situation.history))
  })
}

/** Where nobody has kept what the schema was, the migrations of that time say it. */
async function knowingPoint({ engine, environment, known, job }: Trying, planned: Planned): Promise<Planned> {
  if (planned.schema) return planned
  job.progress({ label: 'Building the schema of that point' })
  const story = await readStory(engine, environment, planned.wanted)
  if (story.lost.length > 0) return planned
  try {
    const snapshot = await replayedSchema(engine, environment, story.scripts, job)
    known.replayed.set(environment.id, planned.wanted, snapshot)
    return { ...planned, schema: fromReplay(snapshot) }
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code === 'cancelled') throw error
    job.log('warning', `What the schema was at that point is not known: ${error.message}`)
    return planned
  }
}

async function tryWay(trying: Trying, planned: Planned, chosen: PlannedWay): Promise<Tried> {
  const nothing: Tried = { preview: null, verdict: 'works', differences: [], seconds: null, waits: [], notes: [] }
  if (!chosen.backup) return chosen.scripts.length === 0 ? nothing : tryScripts(trying, planned, chosen)
  const notes: Diagnostic[] = [note('info', 'backup-not-tried', 'The restore itself is not tried here: verify the backup for that.', { backup: chosen.way.backup?.id ?? '' })]
  const verified = chosen.way.backup?.verified === 'verified'
  return { ...nothing, verdict: planned.schema && (verified || chosen.scripts.length > 0) ? 'works' : 'unknown', notes }
}

async function tryScripts({ engine, environment, known, job }: Trying, planned: Planned, { scripts }: PlannedWay): Promise<Tried> {
  const drafts = scripts.map(({ script, text }) => ({ script, text: text ?? '' }))
  const { preview: id } = await runPreview(engine, known.previews, environment, { scripts: drafts.map(({ script }) => script), drafts, mode: 'shadow', base: 'schema', rows: 'sample', prove: false }, job)
  const { preview, after } = known.previews.get(id)
  const failed = preview.migrations.find(({ outcome }) => outcome === 'failed')
  const told = { preview: id, seconds: preview.seconds, waits: preview.effect.filter(({ sign }) => sign === 'waits').map(({ text }) => text), notes: preview.notes }
  if (failed) return { ...told, verdict: 'fails', differences: [failed.error?.message ?? `${failed.script} failed`] }
  return { ...told, ...compared(planned, after) }
}

function compared({ schema }: Planned, after: Snapshot): Pick<Tried, 'verdict' | 'differences'> {
  if (!schema) return { verdict: 'unknown', differences: [] }
  const differences = compareSchema(schema, after)
  return { verdict: differences.length === 0 ? 'works' : 'differs', differences }
}
