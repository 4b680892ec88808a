import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { buildFromFolder } from '../preview/build-schema.ts'
import { readApplied, withFolderOf } from './applied-migrations.ts'
import type { Comparisons } from './comparisons.ts'
import { findSide, readSide, shadowSchema, type ReadSide, type Side, type SideJob } from './resolve-side.ts'
import { compareBoth, type ComparisonResult } from './run-comparison.ts'

export type DriftAgainst = 'migrations' | 'snapshot'

export interface DriftResult extends ComparisonResult {
  against: DriftAgainst
}

/** A: what the environment should be by its migrations or its last snapshot; B: what it is. Throws `folder_missing`, `not_found`. */
export async function runDrift(engine: Engine, comparisons: Comparisons, environment: Environment, asked: DriftAgainst | undefined, job: JobContext): Promise<DriftResult> {
  const snapshot = await lastKept(engine, environment)
  const against = asked ?? (environment.migrationsFolder === '' && snapshot ? 'snapshot' : 'migrations')
  const is = await findSide(engine, `env:${environment.name}`)
  const [title, readSaid] = against === 'migrations' ? appliedMigrations(engine, environment, is) : await savedSnapshot(engine, environment, snapshot, is)
  const result = await compareBoth(comparisons, { a: [title, readSaid], b: [environment.name, (own) => readSide(is, { other: is }, own)] }, undefined, job)
  return { ...result, against }
}

type Way = readonly [title: string, read: (job: SideJob) => Promise<ReadSide>]

/** Those taken for the browser are no measure: they follow whatever happens. */
async function lastKept(engine: Engine, { id }: Environment): Promise<string | undefined> {
  return (await engine.snapshots.list(id)).find(({ trigger, schemas }) => trigger !== 'browse' && schemas === null)?.id
}

async function savedSnapshot(engine: Engine, environment: Environment, snapshot: string | undefined, is: Side): Promise<Way> {
  if (snapshot === undefined) throw new AppError('not_found', { what: 'snapshot', name: environment.name }, { help: `None was kept of this environment yet: strata snapshot ${environment.name}` })
  const side = { ...(await findSide(engine, `snapshot:${snapshot}`)), environment }
  return ['Last snapshot', (job) => readSide(side, { other: is }, job)]
}

function appliedMigrations(engine: Engine, environment: Environment, is: Side): Way {
  if (environment.migrationsFolder === '') throw new AppError('folder_missing', { folder: '(none is set)' }, { help: 'Choose a folder in the environment, or compare with a snapshot.' })
  const title = 'Applied migrations'
  return [title, async (job) => {
    job.progress({ label: 'Reading the history' })
    const found = await readApplied(engine, environment)
    for (const script of found.lost) job.log('warning', `${script} was applied, but neither its file nor its text in the journal is there: what it made will show as drift.`)
    return withFolderOf(found, async (folder) => {
      const { schema, historyTable } = environment
      const snapshot = await shadowSchema({ ...is, source: { kind: 'dir', folder, version: undefined } }, { other: is }, job, (shadow) => buildFromFolder(shadow, { folder, schema, historyTable, outOfOrder: true }, job))
      return { ...is, shown: `dir:${environment.migrationsFolder}`, snapshot, title, history: environment }
    })
  }]
}
