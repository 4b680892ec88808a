import type pg from 'pg'
import { AppError, toAppError } from '#shared/contract/app-error.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { RehearsalResult } from '#shared/contract/backups-keeping.ts'
import type { Manifest, Rehearsal, RestoreResult } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import { writeEventTo } from '../../history/journal-event.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { belongsTo } from '../backup-environment.ts'
import { addFindings, type StoredBackup } from '../manifests.ts'
import { paced } from '../paced.ts'
import { restoreBackup } from '../restore-backup.ts'
import { compareDigests, readDigests, type Digests } from './digests.ts'
import { findRehearsalPlace, type RehearsalPlace } from './rehearsal-place.ts'
import { rehearsalRunId, rehearsalWords } from './rehearsal-event.ts'
import { compareSchema } from './schema-beside.ts'

export interface RehearsalRequest extends Pick<JobContext, 'signal' | 'progress' | 'log'> {
  /** Its server takes the scratch database; absent: the best that is allowed. */
  env?: Environment | undefined
  local: boolean
  depth: Rehearsal['depth']
}

/**
 * Restores a backup into a scratch database, compares it with the manifest, drops it, and stamps the backup with the outcome. What is no
 * fault of the backup, such as a server that cannot be reached, leaves no stamp. Errors: those of `backups.verify`.
 */
export async function rehearse(engine: Engine, stored: StoredBackup, request: RehearsalRequest): Promise<RehearsalResult> {
  const started = Date.now()
  const { manifest } = stored
  const source = engine.environments.list().find((environment) => belongsTo(manifest, environment))
  if (manifest.scope?.content === 'data') throw new AppError('backup_unusable', { file: manifest.id, problem: 'it holds data without the tables, so it cannot be restored by itself.' }, { state: 'Nothing was changed.' })
  request.progress({ label: 'Looking for a server' })
  const place = await findRehearsalPlace(engine, { ...request, manifest, source }, request)
  request.log('info', `Rehearsing on ${place.server}`)
  const run: Rehearsing = { engine, stored, source, place, request, started, ...(await contentsToCompare(manifest, request.depth)) }
  try {
    const result = await restoreAndCompare(run)
    await stamp(run, result.outcome, result.differences.map(inWords))
    return result
  } catch (thrown) {
    const { code, message } = toAppError(thrown)
    if (itsFault.has(code)) await stamp(run, 'failed', [message])
    throw thrown
  }
}

/** Errors that say that the archive cannot be restored, wherever that is tried. */
const itsFault: ReadonlySet<ErrorCode> = new Set(['restore_failed', 'backup_damaged'])

interface Rehearsing {
  engine: Engine
  stored: StoredBackup
  source: Environment | undefined
  place: RehearsalPlace
  request: RehearsalRequest
  started: number
  digests: Digests | undefined
  depth: Rehearsal['depth']
  notes: string[]
}

async function restoreAndCompare({ stored, place, request, digests, depth, notes, started }: Rehearsing): Promise<RehearsalResult> {
  const { signal, log } = request
  const progress = paced(request.progress)
  const compareMore = async (inside: pg.Client): Promise<RestoreResult['differences']> => {
    const environment = { ...place.environment, connection: { ...place.environment.connection, database: inside.database ?? '' } }
    const schema = await compareSchema(stored.manifest, { engine: place.engine, environment, signal, progress })
    notes.push(...schema.notes)
    return [...schema.differences, ...(digests ? await compareDigests(inside, digests, { progress }) : [])]
  }
  const { database: _scratch, ...result } = await restoreBackup(place.engine, stored, place.environment, { signal, log, progress: request.progress, into: 'a scratch database', rehearse: compareMore })
  for (const note of notes) log('info', note)
  return { ...result, server: place.server, depth, notes, ms: Date.now() - started }
}

/** The contents can be compared only with what was written down when the backup was made. */
async function contentsToCompare(manifest: Manifest, depth: Rehearsal['depth']): Promise<Pick<Rehearsing, 'digests' | 'depth' | 'notes'>> {
  if (depth === 'counts') return { digests: undefined, depth, notes: [] }
  const digests = await readDigests(manifest)
  if (!digests) return { digests, depth: 'counts', notes: ['The backup carries no digests of its contents: the rows of each table are counted, and their values are not compared.'] }
  const notes = depth === 'all' && digests.depth === 'sample' ? ['The backup carries digests of a sample of the large tables; the other rows are counted.'] : []
  return { digests, depth: digests.depth, notes }
}

/** Rehearsals that a backup remembers. */
const remembered = 20

/** Beside the manifest, and in the journal. */
async function stamp({ engine, stored, source, place, request, started, depth }: Rehearsing, outcome: Rehearsal['outcome'], problems: string[]): Promise<void> {
  const { manifest } = stored
  const { user, host } = engine.actor
  const ms = Date.now() - started
  const rehearsal: Rehearsal = { at: new Date().toISOString(), outcome, by: `${user}@${host}`, ms, server: place.server, depth, problems: problems.slice(0, 200) }
  await addFindings(stored, (findings) => ({ ...findings, rehearsals: [...findings.rehearsals, rehearsal].slice(-remembered) }))
  if (!source) return
  const event = { runId: rehearsalRunId(manifest.id, rehearsal.at), actor: engine.actor, reason: '', backupId: manifest.id, version: manifest.migrationVersion, ms, problem: outcome === 'verified' ? null : problems.join('\n').slice(0, 4000) }
  await writeEventTo(engine, source, { kind: 'rehearsal', description: rehearsalWords(manifest.id, rehearsal), ...event }, request.log)
}

function inWords({ subject, expected, found }: RestoreResult['differences'][number]): string {
  return `${subject}: ${expected} in the backup, ${found} when restored`
}
