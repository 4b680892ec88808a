import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { kinds } from '#shared/kinds/index.ts'
import { migrationFileName, undoFileName } from '#shared/migrations/names.ts'
import { nextVersions } from '#shared/migrations/next-version.ts'
import { compareVersions, isVersion, normaliseVersion } from '#shared/migrations/version.ts'
import { planChange } from '#shared/schema/plan/plan-change.ts'
import { splitForMigration } from '#shared/schema/plan-text.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
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

interface NewFile {
  name: string
  text: string
}

/**
 * Writes the plan as versioned migrations with their undos: one pair for each transaction that the plan needs, because each file runs in one.
 * No file is overwritten; when one cannot be written, none stays. Throws `folder_missing`, `already_exists`, `plan_impossible`.
 */
export async function writeMigration({ migrationsFolder: folder }: Environment, { from, to, forward }: PlannedChoice, request: WriteRequest): Promise<Written> {
  if (forward.actions.length === 0) throw new AppError('plan_impossible', { problem: 'there is nothing to do, so there is nothing to write' }, { help: 'Take at least one difference.' })
  const groups = splitForMigration(forward.actions)
  const versions = await freeVersions(folder, request.version, groups.length)
  const stages = stagesOf(from, to, groups.map(({ actions }) => actions))
  const files: NewFile[] = []
  const notes: string[] = []
  for (const [index, group] of groups.entries()) {
    const version = versions[index] as string
    const description = groups.length === 1 ? request.description : `${request.description} ${index + 1} of ${groups.length}`
    const head = headOf(request, forward.fingerprint)
    files.push({ name: migrationFileName(version, description), text: `${head}\n${group.sql}` })
    const undo = undoOf(stages[index + 1], stages[index])
    if (typeof undo === 'string') notes.push(`Version ${version} has no undo file: ${undo}.`)
    else files.push({ name: undoFileName(version, description), text: `${headOf(request, forward.fingerprint, version)}\n${undo.sql}` })
  }
  writeAll(folder, files)
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

/** The schema before the first file, after each one: A with those differences that the files up to there have made. */
function stagesOf(from: Snapshot, to: Snapshot, groups: readonly (readonly { subject: string; creates: string[]; destroys: string[] }[])[]): (Snapshot | undefined)[] {
  if (groups.length === 1) return [from, to]
  return [from, ...groups.slice(0, -1).map(() => undefined), to]
}

type Undo = { sql: string } | string

/** Or why there is none, in words. */
function undoOf(after: Snapshot | undefined, before: Snapshot | undefined): Undo {
  if (!after || !before) return 'the change is made in several transactions, and what lies between them is not planned'
  try {
    const groups = splitForMigration(planChange(after, before, kinds).actions)
    return groups.length > 1 ? `taking it back needs ${groups.length} transactions, and an undo file runs in one` : { sql: groups[0]?.sql ?? '' }
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'plan_impossible') return String(thrown.data.params?.['problem'] ?? thrown.message)
    throw thrown
  }
}

function headOf({ titles, by }: WriteRequest, fingerprint: string, undone?: string): string {
  const what = undone === undefined ? `Brings ${titles.a} to ${titles.b}.` : `Takes back version ${undone}.`
  return [what, `Written by Strata for ${by} on ${new Date().toISOString().slice(0, 10)}; plan ${fingerprint.slice(0, 16)}.`].map((line) => `-- ${line.replace(/\s+/g, ' ')}\n`).join('')
}

function writeAll(folder: string, files: readonly NewFile[]): void {
  const written: string[] = []
  try {
    if (statSync(folder).isDirectory()) mkdirSync(folder, { recursive: true })
    for (const { name, text } of files) {
      const path = join(folder, name)
      writeFileSync(path, text, { flag: 'wx' })
      written.push(path)
    }
  } catch (thrown) {
    for (const path of written) rmSync(path, { force: true })
    throw writeError(thrown, folder)
  }
}

function writeError(thrown: unknown, folder: string): AppError {
  const { code, path = folder, message } = thrown as NodeJS.ErrnoException
  const state = { state: 'No file was written.', cause: thrown }
  if (code === 'EEXIST') return new AppError('already_exists', { what: 'File', name: path }, state)
  if (code === 'ENOENT') return new AppError('folder_missing', { folder }, state)
  return new AppError('not_allowed', { what: `Writing ${path} (${code ?? message})` }, { ...state, help: 'Choose a folder that you may write to, and a shorter description if the name is too long.' })
}
