import type { Approval } from '#shared/contract/approvals.ts'
import type { Backup } from '#shared/contract/backups.ts'
import type { RetainedBackup } from '#shared/contract/backups-keeping.ts'
import type { Confirmation } from '#shared/contract/confirmations.ts'
import type { Fleet, FleetRunSummary } from '#shared/contract/fleet.ts'
import type { Job } from '#shared/contract/jobs.ts'
import type { RollbackRecord } from '#shared/contract/rollback.ts'
import type { SnapshotInfo } from '#shared/contract/schema.ts'
import { roleOn, type Caller } from '#shared/access/roles.ts'
import type { Engine } from '../engine.ts'
import { accountsOf } from './accounts.ts'
import { visibleEnvironments } from './visible-environments.ts'

/** What a caller sees, by id or name of the environment that a thing belongs to; what belongs to none, only with a role on everything. */
interface Sight {
  id(id: string | null | undefined): boolean
  name(name: string | undefined): boolean
  /** Jobs that the caller started. */
  jobs: ReadonlySet<string>
}

type Show = (output: never, sight: Sight) => unknown

const ofEither = ({ envId, env }: { envId?: string | null | undefined; env: string | null }, sight: Sight) => (envId ? sight.id(envId) : sight.name(env ?? undefined))

/** Lists over all environments; what they are made of knows no caller. */
const shows: Readonly<Record<string, Show>> = {
  'jobs.list': ({ jobs }: { jobs: Job[] }, sight) => ({ jobs: jobs.filter(({ id, env }) => sight.jobs.has(id) || sight.name(env)) }),
  'backups.list': ({ backups }: { backups: Backup[] }, sight) => ({ backups: backups.filter((one) => ofEither(one, sight)) }),
  'backups.retention': ({ backups, ...more }: { backups: RetainedBackup[] }, sight) => ({ ...more, backups: backups.filter(({ env }) => sight.name(env)) }),
  'schema.snapshots': ({ snapshots }: { snapshots: SnapshotInfo[] }, sight) => ({ snapshots: snapshots.filter((one) => ofEither(one, sight)) }),
  'confirmations.list': ({ confirmations }: { confirmations: Confirmation[] }, sight) => ({ confirmations: confirmations.filter(({ envId }) => sight.id(envId)) }),
  'approvals.list': ({ approvals }: { approvals: Approval[] }, sight) => ({ approvals: approvals.filter(({ envId }) => sight.id(envId)) }),
  'fleet.list': ({ fleets }: { fleets: Fleet[] }, sight) => ({ fleets: fleets.filter(({ env }) => sight.name(env)) }),
  'fleet.runs': ({ runs }: { runs: FleetRunSummary[] }, sight) => ({ runs: runs.filter(({ env }) => sight.name(env)) }),
  'rollback.unfinished': ({ rollbacks }: { rollbacks: RollbackRecord[] }, sight) => ({ rollbacks: rollbacks.filter(({ env }) => sight.name(env)) }),
}

/** Lists that are made of the environments themselves, of which an engine of a caller has only the visible ones. */
export const listsOfEnvironments: readonly string[] = ['environments.list', 'timeline.list', 'timeline.export', 'backups.schedule', 'restores.unfinished', 'schema.document', 'fleet.run']
export const shownOperations: readonly string[] = Object.keys(shows)

/** The answer without what belongs to environments on which the caller has no role. */
export async function shownTo(engine: Engine, caller: Caller, operation: string, output: unknown): Promise<unknown> {
  const show = shows[operation]
  if (!show || caller.kind === 'local') return output
  return show(output as never, await sightOf(engine, caller, operation))
}

async function sightOf(engine: Engine, caller: Caller, operation: string): Promise<Sight> {
  const everything = roleOn(caller.grants, '*') !== undefined
  const visible = visibleEnvironments(engine.environments, caller).list()
  const [ids, names] = [new Set(visible.map(({ id }) => id)), new Set(visible.map(({ name }) => name))]
  const jobs = operation === 'jobs.list' ? await accountsOf(engine).starters.startedBy(caller.id) : new Set<string>()
  return { jobs, id: (id) => everything || (id != null && ids.has(id)), name: (name) => everything || (name !== undefined && names.has(name)) }
}
