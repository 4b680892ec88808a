import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { compareVersions, isVersion } from '#shared/migrations/version.ts'
import type { StoredBackup } from '../backups/manifests.ts'
import { rankAfter, rankAt, type Past } from './past.ts'
import type { RollbackStore } from './rollback-store.ts'

/** What a person points at; one of them is given. */
export interface PointRequest {
  event?: string | undefined
  version?: string | undefined
  at?: string | undefined
  rollback?: string | undefined
}

/** A state that the database was in. */
export interface Point {
  event: string | null
  version: string | null
  at: Date
  /** Highest rank of the history then. */
  rank: number
}

interface Known {
  past: Past
  backups: readonly StoredBackup[]
  rollbacks: Pick<RollbackStore, 'get'>
  /** The event is one that only this machine's copy of the journal has. */
  elsewhere: boolean
}

/** Throws `bad_request` when not exactly one is given, `rollback_impossible` with the reason when it is no state of this database. */
export async function resolvePoint(environment: Environment, request: PointRequest, known: Known): Promise<Point> {
  const given = Object.values(request).filter((value) => value !== undefined)
  if (given.length !== 1) throw new AppError('bad_request', { problem: 'one point is wanted: an event, a version, or a time' })
  if (request.event !== undefined) return pointOfEvent(environment, request.event, known)
  if (request.version !== undefined) return pointOfVersion(request.version, known.past)
  if (request.rollback !== undefined) return pointBefore(request.rollback, known)
  return pointOfTime(new Date(request.at ?? ''), known.past)
}

function impossible(problem: string): AppError {
  return new AppError('rollback_impossible', { problem }, { state: 'Nothing was changed.' })
}

function pointOfTime(at: Date, past: Past): Point {
  if (at > past.now) throw impossible(`${at.toISOString()} has not come yet; the server's clock says ${past.now.toISOString()}`)
  return { event: null, version: null, at, rank: rankAt(past, at) }
}

/** Right after the version was applied last, with the repeatable migrations that were run after it. */
function pointOfVersion(version: string, past: Past): Point {
  const { history } = past.situation
  if (version === '0') return { event: null, version, at: beforeAll(past), rank: 0 }
  const row = isVersion(version) ? history.findLast((one) => one.success && one.version !== null && isVersion(one.version) && compareVersions(one.version, version) === 0 && !/^(UNDO|DELETE)/.test(one.type)) : undefined
  if (!row) throw impossible(`version ${version} was never applied here`)
  const next = history.find(({ rank, version: other }) => rank > row.rank && other !== null)
  const last = history.findLast(({ rank }) => rank < (next?.rank ?? Infinity)) ?? row
  const told = past.journal.find(({ rank, script }) => rank === last.rank && script === last.script)
  return { event: null, version, at: told?.at ?? new Date(last.installedOn), rank: last.rank }
}

function beforeAll({ situation: { history }, journal, now }: Past): Date {
  const first = Math.min(now.getTime(), ...history.filter(({ type }) => type !== 'SCHEMA').map(({ installedOn }) => Date.parse(installedOn)), ...journal.map(({ at }) => at.getTime()))
  return new Date(first - 1)
}

async function pointBefore(id: string, { rollbacks }: Known): Promise<Point> {
  const { startRank, startAt, way, state } = await rollbacks.get(id)
  if (way !== 'scripts' && state === 'done') throw impossible('this way back has replaced the database: put back the one that was kept')
  return { event: null, version: null, at: new Date(startAt), rank: startRank }
}

/** Ids of events are `<environment>/journal/<id>` with a mark of the row behind it, `<environment>/history/<rank>`, `backup/<id>` and `restore/<id>`, see `engine/timeline`. */
function pointOfEvent(environment: Environment, event: string, { past, backups, elsewhere }: Known): Point {
  const [, id, kind, number = ''] = /^(.+?)\/(journal|history)\/(\d+)(?:[./].*)?$/.exec(event) ?? []
  if (id !== undefined && id !== environment.id) throw impossible('this event belongs to another environment')
  if (kind === 'history') return pointOfRank(event, Number(number), past)
  if (kind === 'journal' && elsewhere) throw impossible('a restore has taken this event out of the journal: the database that it belongs to was replaced since')
  if (kind === 'journal') return pointOfRow(event, number, past)
  const stored = backups.find(({ manifest, findings }) => event === `backup/${manifest.id}` || findings.restores.some((restore) => event === `restore/${restore.id}`))
  if (!stored) throw impossible('this event is not known here')
  const at = new Date(event.startsWith('backup/') ? stored.manifest.createdAt : (stored.findings.restores.find((restore) => event === `restore/${restore.id}`)?.at ?? stored.manifest.createdAt))
  return { event, version: null, at, rank: rankAt(past, at) }
}

function pointOfRank(event: string, rank: number, past: Past): Point {
  const row = past.situation.history.find((one) => one.rank === rank)
  if (!row) throw impossible('the history has no such row any more: it was repaired, or the database was replaced since')
  return { event, version: null, at: new Date(row.installedOn), rank }
}

function pointOfRow(event: string, id: string, past: Past): Point {
  const row = past.journal.find((one) => one.id === id)
  if (!row) throw impossible('the journal of this database has no such event: the database was replaced since by one that does not know it')
  return { event, version: null, at: row.at, rank: rankAfter(past, row) }
}
