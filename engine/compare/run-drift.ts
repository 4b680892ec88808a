import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { MigrationRow } from '#shared/contract/migrations.ts'
import type { Engine } from '../engine.ts'
import { readAppliedText } from '../history/journal.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { withSession } from '../migrations/locked-session.ts'
import { readScript } from '../migrations/read-folder.ts'
import { readSituation, type Situation } from '../migrations/situation.ts'
import { buildFromFolder } from '../preview/build-schema.ts'
import type { Comparisons } from './comparisons.ts'
import { findSide, readSide, shadowSchema, type ReadSide, type Side, type SideJob } from './resolve-side.ts'
import { compareBoth, type ComparisonResult } from './run-comparison.ts'

export type DriftAgainst = 'migrations' | 'snapshot'

export interface DriftResult extends ComparisonResult {
  against: DriftAgainst
}

/** A: what the environment should be by its migrations or its last snapshot; B: what it is. Throws `folder_missing`, `not_found`. */
export async function runDrift(engine: Engine, comparisons: Comparisons, environment: Environment, asked: DriftAgainst | undefined, job: JobContext): Promise<DriftResult> {
  const snapshot = lastKept(engine, environment)
  const against = asked ?? (environment.migrationsFolder === '' && snapshot ? 'snapshot' : 'migrations')
  const is = findSide(engine, `env:${environment.name}`)
  const [title, readSaid] = against === 'migrations' ? appliedMigrations(engine, environment, is) : savedSnapshot(engine, environment, snapshot, is)
  const result = await compareBoth(comparisons, { a: [title, readSaid], b: [environment.name, (own) => readSide(is, { other: is }, own)] }, undefined, job)
  return { ...result, against }
}

type Way = readonly [title: string, read: (job: SideJob) => Promise<ReadSide>]

/** Those taken for the browser are no measure: they follow whatever happens. */
function lastKept(engine: Engine, { id }: Environment): string | undefined {
  return engine.snapshots.list(id).find(({ trigger, schemas }) => trigger !== 'browse' && schemas === null)?.id
}

function savedSnapshot(engine: Engine, environment: Environment, snapshot: string | undefined, is: Side): Way {
  if (snapshot === undefined) throw new AppError('not_found', { what: 'snapshot', name: environment.name }, { help: `None was kept of this environment yet: strata snapshot ${environment.name}` })
  const side = { ...findSide(engine, `snapshot:${snapshot}`), environment }
  return ['Last snapshot', (job) => readSide(side, { other: is }, job)]
}

function appliedMigrations(engine: Engine, environment: Environment, is: Side): Way {
  if (environment.migrationsFolder === '') throw new AppError('folder_missing', { folder: '(none is set)' }, { help: 'Choose a folder in the environment, or compare with a snapshot.' })
  const title = 'Applied migrations'
  return [title, async (job) => {
    const folder = mkdtempSync(join(tmpdir(), 'strata-applied-'))
    try {
      await writeApplied(engine, environment, folder, job)
      const { schema, historyTable } = environment
      const snapshot = await shadowSchema({ ...is, source: { kind: 'dir', folder, version: undefined } }, { other: is }, job, (shadow) => buildFromFolder(shadow, { folder, schema, historyTable, outOfOrder: true }, job))
      return { ...is, shown: `dir:${environment.migrationsFolder}`, snapshot, title, history: environment }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }]
}

/** The scripts that made the environment what it is, as they were when they were applied. */
async function writeApplied(engine: Engine, environment: Environment, folder: string, job: SideJob): Promise<void> {
  job.progress({ label: 'Reading the history' })
  await withSession(engine, environment, async (client) => {
    const situation = await readSituation(client, environment)
    for (const row of situation.rows.filter((one) => tookEffect(one, situation))) {
      const text = await appliedText(client, environment, situation, row)
      if (text === undefined) job.log('warning', `${row.script} was applied, but neither its file nor its text in the journal is there: what it made will show as drift.`)
      else write(join(folder, row.script), text)
    }
  })
}

const applied: ReadonlySet<MigrationRow['state']> = new Set(['applied', 'changed', 'missing', 'out_of_order'])

/** What lies below a declared baseline was there before the history began; the files say what it was. */
function tookEffect({ kind, state, applied: record, checksum }: MigrationRow, { rows }: Situation): boolean {
  if (applied.has(state) || (state === 'outdated' && record !== null)) return true
  if (state === 'baseline') return checksum !== null
  const byFile = rows.some((row) => row.state === 'baseline' && row.checksum !== null)
  return state === 'below_baseline' && kind === 'versioned' && !byFile
}

async function appliedText(client: pg.Client, environment: Environment, { place, folder }: Situation, row: MigrationRow): Promise<string | undefined> {
  const journalled = place.journalReadable && row.state !== 'below_baseline' ? await readAppliedText(client, environment, row.script) : null
  if (journalled !== null) return journalled
  try {
    return readScript(folder.folder, row.script).text
  } catch {
    return undefined
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
