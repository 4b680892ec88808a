import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { migrationFileName, repeatableFileName, undoFileName } from '#shared/migrations/names.ts'
import { nextInRange, nextVersions, timeVersion } from '#shared/migrations/next-version.ts'
import { compareVersions, isVersion, normaliseVersion } from '#shared/migrations/version.ts'
import type { ProjectFile } from '#shared/lint/policy.ts'
import { readProjectFile } from '../../lint/read-project-file.ts'
import { readMigrationFolder } from '../read-folder.ts'
import { writeNewFiles, type NewFile } from './write-new.ts'

export interface Proposal {
  version: string
  script: string
  undoScript: string
  categories: ProjectFile['categories']
}

/** Version and names for a new migration by the rules of strata.yaml, else as the files that are there are counted. Throws `folder_missing`, `not_found`. */
export async function proposeMigration({ migrationsFolder }: Environment, description: string, category: string | undefined): Promise<Proposal> {
  const [versions, project] = await Promise.all([takenVersions(migrationsFolder), readProjectFile(migrationsFolder)])
  const version = nextVersion(versions, project, category)
  return { version, script: migrationFileName(version, description), undoScript: undoFileName(version, description), categories: project.categories }
}

export interface NewMigration {
  description: string
  category?: string | undefined
  version?: string | undefined
  repeatable: boolean
  text: string
  undo: string | null
}

/** Writes a new migration, and its undo where one is given. Throws `folder_missing`, `already_exists`, `bad_request`, `not_allowed`. */
export async function createMigration(environment: Environment, { description, category, version: asked, repeatable, text, undo }: NewMigration): Promise<{ files: string[]; version: string | null }> {
  const version = repeatable ? null : asked === undefined ? (await proposeMigration(environment, description, category)).version : await freeVersion(environment.migrationsFolder, asked)
  if (version === null && undo !== null) throw new AppError('bad_request', { problem: 'a repeatable migration has no undo file' }, { where: { field: 'undo' } })
  const files: NewFile[] = [{ name: version === null ? repeatableFileName(description) : migrationFileName(version, description), text }]
  if (version !== null && undo !== null) files.push({ name: undoFileName(version, description), text: undo })
  writeNewFiles(environment.migrationsFolder, files)
  return { files: files.map(({ name }) => name), version }
}

async function takenVersions(folder: string): Promise<string[]> {
  return (await readMigrationFolder(folder)).files.flatMap(({ version }) => version ?? [])
}

function nextVersion(versions: readonly string[], project: ProjectFile, category: string | undefined): string {
  const now = new Date()
  if (category === undefined) return project.versions === 'timestamp' ? timeVersion(versions, now) : (nextVersions(versions, 1, now)[0] as string)
  const range = project.categories.find(({ name }) => name === category)
  if (!range) throw new AppError('not_found', { what: 'category', name: category }, { help: `strata.yaml names: ${project.categories.map(({ name }) => name).join(', ') || 'none'}.` })
  const version = nextInRange(versions, range, now)
  if (version === undefined) throw new AppError('bad_request', { problem: `the numbers ${range.from} to ${range.to} of ${category} are used up` }, { where: { field: 'category' }, help: 'Widen the range in strata.yaml, or give the version.' })
  return version
}

async function freeVersion(folder: string, asked: string): Promise<string> {
  if (!isVersion(asked)) throw new AppError('bad_request', { problem: `"${asked}" is no version: only digits, dots and underscores` }, { where: { field: 'version' } })
  const version = normaliseVersion(asked)
  if ((await takenVersions(folder)).some((other) => compareVersions(other, version) === 0)) throw new AppError('already_exists', { what: 'Version', name: version }, { help: 'Choose a version that no file has, or leave it out to get the next one.' })
  return version
}
