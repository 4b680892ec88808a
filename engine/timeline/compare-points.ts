import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { compareVersions } from '#shared/migrations/version.ts'
import type { AppliedMigrations } from '../compare/applied-migrations.ts'
import { withFolderOf } from '../compare/applied-migrations.ts'
import type { Comparisons } from '../compare/comparisons.ts'
import { findSide, readSide, shadowSchema, type Side } from '../compare/resolve-side.ts'
import { compareBoth, type ComparisonResult, type ReadOne } from '../compare/run-comparison.ts'
import type { Engine } from '../engine.ts'
import { readAppliedText } from '../history/journal.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { withSession } from '../migrations/locked-session.ts'
import { readMigrationFolder, readScript } from '../migrations/read-folder.ts'
import { buildFromFolder } from '../preview/build-schema.ts'
import { stateAt, type StateAt } from './state-at.ts'

/** A moment of an environment; without an event: now. */
export interface Point {
  env: string
  event?: string | null | undefined
}

/**
 * Compares the schemas of two moments. A moment's schema is the snapshot that is kept of it, or else what the scripts that were
 * applied then make on a shadow. Throws `not_found`, and `source_invalid` where neither is there.
 */
export async function comparePoints(engine: Engine, comparisons: Comparisons, { a, b }: { a: Point; b: Point }, job: JobContext): Promise<ComparisonResult> {
  const [one, two] = [engine.environments.get(a.env), engine.environments.get(b.env)]
  const [sideOne, sideTwo] = [await findSide(engine, `env:${one.name}`), await findSide(engine, `env:${two.name}`)]
  job.progress({ label: 'Finding out what was applied' })
  const ways = { a: await wayTo(engine, one, a, sideOne, sideTwo), b: await wayTo(engine, two, b, sideTwo, sideOne) }
  return compareBoth(comparisons, ways, undefined, job)
}

async function wayTo(engine: Engine, environment: Environment, { event }: Point, side: Side, other: Side): Promise<readonly [title: string, read: ReadOne]> {
  if (!event) return [environment.name, (job) => readSide(side, { other }, job)]
  const state = await stateAt(engine, environment, event)
  const title = `${environment.name} at ${state.at.slice(0, 16).replace('T', ' ')}`
  const { snapshotId } = state
  if (snapshotId !== null) return [title, async (job) => ({ ...(await readSide({ ...(await findSide(engine, `snapshot:${snapshotId}`)), environment }, { other }, job)), title })]
  return [title, (job) => rebuilt({ engine, environment, state, title, side, other }, job)]
}

interface Rebuild {
  engine: Engine
  environment: Environment
  state: StateAt
  title: string
  side: Side
  other: Side
}

async function rebuilt({ engine, environment, state, title, side, other }: Rebuild, job: Parameters<ReadOne>[0]): ReturnType<ReadOne> {
  const found = await scriptsOf(engine, environment, state)
  if (found.lost.length > 0) {
    throw new AppError('source_invalid', { source: title, problem: `no snapshot of it is kept here, and neither the file nor the text in the journal of ${found.lost.join(', ')}` }, { help: 'Choose a point after a run of migrations that this machine has made.' })
  }
  return withFolderOf(found, async (folder) => {
    const { schema, historyTable } = environment
    const snapshot = await shadowSchema({ ...side, source: { kind: 'dir', folder, version: undefined } }, { other }, job, (shadow) => buildFromFolder(shadow, { folder, schema, historyTable, outOfOrder: true }, job))
    return { ...side, snapshot, title, history: environment }
  })
}

/** What was applied then, as it was when it was applied; below a baseline the files say what was there. */
async function scriptsOf(engine: Engine, environment: Environment, { versions, repeatables }: StateAt): Promise<AppliedMigrations> {
  const { folder, files } = environment.migrationsFolder === '' ? { folder: '', files: [] } : await readMigrationFolder(environment.migrationsFolder)
  const baseline = versions.find(({ type }) => type === 'BASELINE')?.version
  const below = baseline ? files.filter(({ kind, version }) => kind === 'versioned' && version !== null && compareVersions(version, baseline) <= 0).map(({ script }) => script) : []
  const applied = [...versions.filter(({ type }) => type !== 'BASELINE'), ...repeatables].map(({ script }) => script)
  const texts = await withSession(engine, environment, async (client) => {
    const found = new Map<string, string>()
    for (const script of applied) {
      const text = await readAppliedText(client, environment, script).catch(() => null)
      if (text !== null) found.set(script, text)
    }
    return found
  }).catch(() => new Map<string, string>())
  const found: AppliedMigrations = { scripts: [], lost: [] }
  for (const script of new Set([...below, ...applied])) {
    const text = texts.get(script) ?? fileText(folder, script)
    if (text === undefined) found.lost.push(script)
    else found.scripts.push({ script, text })
  }
  return found
}

function fileText(folder: string, script: string): string | undefined {
  try {
    return readScript(folder, script).text
  } catch {
    return undefined
  }
}
