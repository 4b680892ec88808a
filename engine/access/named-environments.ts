import { resolve } from 'node:path'
import type { Role } from '#shared/access/roles.ts'
import { parseSource, type Source } from '#shared/compare/source.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Named } from '#shared/contract/operation.ts'
import { ApprovalTable } from '../approvals/approval-table.ts'
import { belongsTo } from '../backups/backup-environment.ts'
import { findBackup } from '../backups/manifests.ts'
import { comparisonsOf } from '../compare/comparisons.ts'
import type { Engine } from '../engine.ts'
import { FleetsTable } from '../fleet/store/fleets-table.ts'
import { RunsTable } from '../fleet/store/runs-table.ts'
import type { Previews } from '../preview/previews.ts'
import { accountsOf } from './accounts.ts'

/** An environment by its id, null: none, so that the role is needed on everything; and a role where it is not that of the operation. */
export interface Belonging {
  env: string | null
  role?: Role
  /** What it is called where it is not there: as in `not_found`. */
  thing: readonly [what: string, name: string]
}

/** Where a thing belongs. `own`: to the caller in any case. */
export type Belongs = readonly Belonging[] | 'own'

export interface Finder {
  engine: Engine
  previews: Previews
  /** Of whoever asks. */
  callerId: string
}

type Find = (finder: Finder, value: string) => Promise<Belongs> | Belongs

/** Of everything that can be named but environments and sources. They throw `not_found` as the operations do. */
const finders: Readonly<Record<Exclude<Named, 'environment' | 'source' | 'server'>, Find>> = {
  backup: async ({ engine }, id) => [{ env: await environmentOfBackup(engine, id), thing: ['backup', id] }],
  job: async ({ engine, callerId }, id) => {
    const { env } = await engine.jobs.get(id)
    return (await accountsOf(engine).starters.of(id)) === callerId ? 'own' : [{ env: idOf(engine, env), thing: ['job', id] }]
  },
  comparison: async ({ engine }, id) => {
    const { sides } = comparisonsOf(engine).get(id)
    const belongs = await Promise.all([sides.a, sides.b].map(({ source }) => belongsSource(engine, source)))
    return belongs.flat().map((one) => ({ ...one, thing: ['comparison', id] as const }))
  },
  preview: ({ engine, previews }, id) => [{ env: known(engine, previews.get(id).envId), thing: ['preview', id] }],
  snapshot: async ({ engine }, id) => [{ env: await environmentOfSnapshot(engine, id), thing: ['snapshot', id] }],
  rollback: async ({ engine }, id) => [{ env: known(engine, (await engine.rollbacks.get(id)).envId), thing: ['rollback', id] }],
  approval: async ({ engine }, id) => [{ env: known(engine, (await new ApprovalTable(engine.database).get(id)).envId), thing: ['approval', id] }],
  fleet: async ({ engine }, id) => [{ env: await environmentOfFleet(engine, id), thing: ['fleet', id] }],
  fleetRun: async ({ engine }, id) => [{ env: await environmentOfRun(engine, id), thing: ['fleet run', id] }],
  confirmation: async ({ engine }, id) => {
    const found = (await engine.confirmations.list(undefined, 1000, engine.actor)).find((one) => one.id === id)
    if (!found) throw new AppError('not_found', { what: 'confirmation', name: id })
    return [{ env: known(engine, found.envId), thing: ['confirmation', id] }]
  },
}

/** A fleet belongs to the environment that its credentials and migrations are those of. */
async function environmentOfFleet(engine: Engine, name: string): Promise<string | null> {
  return known(engine, (await new FleetsTable(engine.database).get(name)).settings.env)
}

async function environmentOfRun(engine: Engine, id: string): Promise<string | null> {
  return known(engine, (await new RunsTable(engine.database).get(id)).envId)
}

export async function whereBelongs(finder: Finder, names: Exclude<Named, 'environment' | 'server'>, value: string): Promise<Belongs> {
  return names === 'source' ? belongsSource(finder.engine, parseSource(value)) : finders[names](finder, value)
}

/**
 * An address is reached from the server, a file and a folder are its own: only an owner of everything may name them, but for the folder of
 * an environment. What is no reading alone makes a shadow database, as a preview does.
 */
async function belongsSource(engine: Engine, source: Source): Promise<readonly Belonging[]> {
  switch (source.kind) {
    case 'env':
      return [{ env: engine.environments.get(source.env).id, role: 'viewer', thing: ['environment', source.env] }]
    case 'snapshot':
      return [{ env: await environmentOfSnapshot(engine, source.snapshot), role: 'viewer', thing: ['snapshot', source.snapshot] }]
    case 'backup':
      return [{ env: await environmentOfBackup(engine, source.backup), role: 'developer', thing: ['backup', source.backup] }]
    case 'dir': {
      const owns = engine.environments.list().find(({ migrationsFolder }) => migrationsFolder !== '' && resolve(migrationsFolder) === resolve(source.folder))
      return [owns ? { env: owns.id, role: 'developer', thing: ofServer } : { env: null, role: 'owner', thing: ofServer }]
    }
    default:
      return [{ env: null, role: 'owner', thing: ofServer }]
  }
}

async function environmentOfBackup(engine: Engine, id: string): Promise<string | null> {
  const { manifest } = await findBackup(engine, id)
  return engine.environments.list().find((environment) => belongsTo(manifest, environment))?.id ?? null
}

async function environmentOfSnapshot(engine: Engine, id: string): Promise<string | null> {
  return known(engine, (await engine.snapshots.get(id)).envId)
}

/** Whether it is there is not looked up. */
const ofServer = ['source', ''] as const

/** Of an environment that is gone nobody but who sees everything may see what is left. */
function known({ environments }: Engine, id: string | null): string | null {
  return environments.list().some((environment) => environment.id === id) ? id : null
}

function idOf({ environments }: Engine, name: string | undefined): string | null {
  return (name !== undefined && environments.list().find((environment) => environment.name === name)?.id) || null
}
