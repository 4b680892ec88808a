import { AppError } from '#shared/contract/app-error.ts'
import type { PlannedAction } from '#shared/contract/compare.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { kinds } from '#shared/kinds/index.ts'
import { migrationFileName, undoFileName } from '#shared/migrations/names.ts'
import { nextVersions } from '#shared/migrations/next-version.ts'
import { compareVersions, isVersion, normaliseVersion } from '#shared/migrations/version.ts'
import { choose } from '#shared/schema/choose.ts'
import { diffSnapshots } from '#shared/schema/diff.ts'
import { planChange } from '#shared/schema/plan/plan-change.ts'
import { splitForMigration } from '#shared/schema/plan-text.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { writeNewFiles, type NewFile } from '../migrations/files/write-new.ts'
import { readMigrationFolder } from '../migrations/read-folder.ts'
import type { PlannedChoice } from './plan-comparison.ts'

export interface WriteRequest {
  description: string
  /** Of the first file; absent: the one after the highest in the folder. */
  version?: string | undefined
  /** A and B in words, for the head of the files. */
  titles: { a: string; b: string }
  by: string
}

export interface Written {
  /** Paths from the folder. */
  files: string[]
  version: string
  /** What a person should know of the files, such as an undo that could not be written. */
  notes: string[]
}

/**
 * Writes the plan as versioned migrations with their undos: one pair for each transaction that the plan needs, because each file runs in one.
 * No file is overwritten; when one cannot be written, none stays. Throws `folder_missing`, `already_exists`, `plan_impossible`.
 */
export async function writeMigration({ migrationsFolder: folder }: Environment, planned: PlannedChoice, request: WriteRequest): Promise<Written> {
  const { forward } = planned
  if (forward.actions.length === 0) throw new AppError('plan_impossible', { problem: 'there is nothing to do, so there is nothing to write' }, { help: 'Take at least one difference.' })
  const groups = splitForMigration(forward.actions)
  const versions = await freeVersions(folder, request.version, groups.length)
  const undos = undosOf(planned, groups)
  const files: NewFile[] = []
  const notes: string[] = []
  for (const [index, group] of groups.entries()) {
    const version = versions[index] as string
    const description = groups.length === 1 ? request.description : `${request.description} ${index + 1} of ${groups.length}`
    const head = headOf(request, forward.fingerprint)
    files.push({ name: migrationFileName(version, description), text: `${head}\n${group.sql}` })
    const undo = undos[index] as Undo
    if (typeof undo === 'string') notes.push(`Version ${version} has no undo file: ${undo}.`)
    else files.push({ name: undoFileName(version, description), text: `${headOf(request, forward.fingerprint, version)}\n${undo.sql}` })
  }
  writeNewFiles(folder, files)
  return { files: files.map(({ name }) => name), version: versions[0] as string, notes }
}

async function freeVersions(folder: string, asked: string | undefined, count: number): Promise<string[]> {
  const taken = (await readMigrationFolder(folder)).files.flatMap(({ version }) => version ?? [])
  if (asked === undefined) return nextVersions(taken, count, new Date())
  if (!isVersion(asked)) throw new AppError('bad_request', { problem: `"${asked}" is no version: only digits, dots and underscores` }, { where: { field: 'version' } })
  const first = normaliseVersion(asked)
  const versions = [first, ...nextVersions([first], count - 1, new Date(0))]
  const double = versions.find((version) => taken.some((other) => compareVersions(other, version) === 0))
  if (double !== undefined) throw new AppError('already_exists', { what: 'Version', name: double }, { help: 'Choose a version that no file has, or leave it out to get the next one.' })
  return versions
}

type Groups = ReturnType<typeof splitForMigration>
type Undo = { sql: string } | string

/** For each file the way back, or in words why there is none. */
function undosOf({ from, to, undo }: PlannedChoice, groups: Groups): Undo[] {
  if (groups.length === 1) return [undoText(splitForMigration(undo.actions))]
  const stages = stagesOf(from, to, groups)
  return groups.map((_, index) => undoBetween(stages[index + 1], stages[index]))
}

/**
 * The schema before the first file and after each one: A with those differences that the files up to there have made. Only where the plan from
 * stage to stage is the very plan of the file is such a stage what the database will be; else undefined.
 */
function stagesOf(from: Snapshot, to: Snapshot, groups: Groups): (Snapshot | undefined)[] {
  const deltas = diffSnapshots(from, to)
  const stages: (Snapshot | undefined)[] = [from]
  const made = new Set<string>()
  for (const { actions } of groups.slice(0, -1)) {
    for (const { subject, creates, destroys } of actions) for (const id of [subject, ...creates, ...destroys]) made.add(id)
    const { target } = choose(from, to, deltas, { take: made }, kinds)
    const before = stages.at(-1)
    stages.push(before && sameStatements(before, target, actions) ? target : undefined)
  }
  return [...stages, to]
}

function sameStatements(before: Snapshot, after: Snapshot, actions: readonly PlannedAction[]): boolean {
  const planned = attempt(() => planChange(before, after, kinds).actions)
  return Array.isArray(planned) && planned.map(({ sql }) => sql).join('\n') === actions.map(({ sql }) => sql).join('\n')
}

function undoBetween(after: Snapshot | undefined, before: Snapshot | undefined): Undo {
  if (!after || !before) return 'the change is made in several transactions, and what lies between them is not planned'
  const actions = attempt(() => planChange(after, before, kinds).actions)
  return typeof actions === 'string' ? actions : undoText(splitForMigration(actions))
}

function undoText(groups: Groups): Undo {
  return groups.length > 1 ? `taking it back needs ${groups.length} transactions, and an undo file runs in one` : { sql: groups[0]?.sql ?? '' }
}

/** What is planned, or why it cannot be. */
function attempt<T>(work: () => T): T | string {
  try {
    return work()
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'plan_impossible') return String(thrown.data.params?.['problem'] ?? thrown.message)
    throw thrown
  }
}

function headOf({ titles, by }: WriteRequest, fingerprint: string, undone?: string): string {
  const what = undone === undefined ? `Brings ${titles.a} to ${titles.b}.` : `Takes back version ${undone}.`
  return [what, `Written by Strata for ${by} on ${new Date().toISOString().slice(0, 10)}; plan ${fingerprint.slice(0, 16)}.`].map((line) => `-- ${line.replace(/\s+/g, ' ')}\n`).join('')
}
