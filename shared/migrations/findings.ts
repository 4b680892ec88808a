import type { Diagnostic, Severity } from '../contract/diagnostics.ts'
import type { MigrationRow } from '../contract/migrations.ts'
import type { FoldedHistory } from './history.ts'
import type { MigrationFile } from './migration-file.ts'
import { storedDescription } from './names.ts'
import { compareVersions, versionKey } from './version.ts'

const longestVersion = 50

function finding(code: string, severity: Severity, script: string, message: string, help: string, params: Record<string, string | number> = {}): Diagnostic {
  return { code, severity, subject: script, where: { file: script }, message, help, params: { script, ...params } }
}

/** Findings about files alone, and about files that have nothing to belong to. */
export function fileFindings(files: readonly MigrationFile[], history: FoldedHistory): Diagnostic[] {
  if (files.length === 0) return emptyFolder(history)
  const versions = new Set(files.flatMap((file) => (file.kind === 'versioned' && file.version !== null ? [versionKey(file.version)] : [])))
  return files.flatMap((file) => {
    const { version, script } = file
    if (version === null) return []
    const found: Diagnostic[] = []
    if (version.length > longestVersion) found.push(versionTooLong(script, version))
    const key = versionKey(version)
    if (file.kind === 'undo' && !versions.has(key) && !history.versions.has(key)) found.push(undoWithoutVersion(script, version))
    return found
  })
}

function emptyFolder({ current }: FoldedHistory): Diagnostic[] {
  const message =
    current === null ? 'The migrations folder holds no migrations.' : `The migrations folder holds no migrations, but the database is at version ${current}.`
  const help = 'Check the folder of the environment. A first migration is a file such as V1__create_customers.sql.'
  return [{ code: 'no-migrations', severity: 'warning', message, help, params: { version: current ?? '' } }]
}

function versionTooLong(script: string, version: string): Diagnostic {
  const message = `Version ${version} is longer than the ${longestVersion} characters that the history can hold.`
  return finding('version-too-long', 'error', script, message, 'Give the file a shorter version.', { version })
}

function undoWithoutVersion(script: string, version: string): Diagnostic {
  const message = `${script} undoes version ${version}, which does not exist.`
  return finding('undo-without-version', 'warning', script, message, `Correct its version, or add the migration V${version}.`, { version })
}

/** Several files that stand for one migration. */
export function duplicateFindings(files: readonly MigrationFile[]): Diagnostic[] {
  const groups = new Map<string, MigrationFile[]>()
  for (const file of files) {
    const key = `${file.kind} ${file.version === null ? file.description : versionKey(file.version)}`
    groups.set(key, [...(groups.get(key) ?? []), file])
  }
  return [...groups.values()].flatMap((group) => (group.length > 1 ? [duplicate(group)] : []))
}

function duplicate(group: readonly MigrationFile[]): Diagnostic {
  const scripts = group.map((file) => file.script).toSorted()
  const [first] = group
  const script = scripts[0] ?? ''
  const list = scripts.join(', ')
  if (first?.version == null) {
    const message = `More than one file is the repeatable migration "${first?.description}": ${list}.`
    return finding('duplicate-repeatable', 'error', script, message, 'Give each file a description of its own.', { files: list })
  }
  const what = { versioned: 'Version', undo: 'The undo of version', baseline: 'The baseline of version', repeatable: '' }[first.kind]
  const message = `${what} ${first.version} has more than one file: ${list}.`
  return finding('duplicate-version', 'error', script, message, 'Give each file a version of its own. 1, 1.0 and 01 are the same version.', {
    version: first.version,
    files: list,
  })
}

export function historyFindings({ unreadable }: FoldedHistory): Diagnostic[] {
  return unreadable.map((row) => {
    const message = `The history has a row with version "${row.version}" (rank ${row.rank}), which is not a version.`
    return finding('history-row-unreadable', 'warning', row.script, message, 'Someone changed the history by hand. Correct the version in the table.', {
      rank: row.rank,
      version: row.version ?? '',
    })
  })
}

interface RowContext {
  current: string | null
  /** Highest version that has a file. */
  highest: string | null
  /** Description that the history has for this version. */
  recorded: string | undefined
}

/** What the state of one migration asks a person to do. */
export function rowFindings(row: MigrationRow, context: RowContext): Diagnostic[] {
  switch (row.state) {
    case 'failed':
      return [failed(row)]
    case 'changed':
      return [changed(row), ...descriptionFindings(row, context)]
    case 'missing':
      return [missing(row, context)]
    case 'ignored':
      return [ignored(row, context)]
    case 'applied':
    case 'out_of_order':
      return descriptionFindings(row, context)
    default:
      return []
  }
}

function nameOf(row: MigrationRow): string {
  return row.version === null ? `The repeatable migration "${row.description}"` : `Version ${row.version}`
}

function failed(row: MigrationRow): Diagnostic {
  const help = 'Check what the script left behind and clean it up, then run repair to remove the failure from the history.'
  return finding('migration-failed', 'error', row.script, `${row.script} failed in an earlier run, and part of it may have taken effect.`, help)
}

function changed(row: MigrationRow): Diagnostic {
  const message = `${row.script} was changed after it was applied.`
  const help =
    'Restore the file as it was and put the change into a new migration. If the difference does not matter (a comment, a typing error in a text), run repair.'
  return finding('migration-changed', 'error', row.script, message, help, { applied: row.applied?.checksum ?? '', file: row.checksum ?? '' })
}

function missing(row: MigrationRow, { highest }: RowContext): Diagnostic {
  if (row.version !== null && (highest === null || compareVersions(row.version, highest) > 0)) return future(row)
  const help = 'Restore the file, for example from version control. If it was removed on purpose, run repair to mark it deleted.'
  return finding('migration-missing', 'error', row.script, `${nameOf(row)} was applied, but its file ${row.script} is gone.`, help)
}

function future(row: MigrationRow): Diagnostic {
  const message = `${nameOf(row)} was applied, but these files do not know it: the database is ahead of them.`
  const help = 'Update the files (someone applied newer ones), or restore the file if it was deleted.'
  return finding('migration-future', 'warning', row.script, message, help, { version: row.version ?? '' })
}

function ignored(row: MigrationRow, { current }: RowContext): Diagnostic {
  const message = `${row.script} was never applied and would be passed over: the database is at version ${current} already.`
  const help = 'Give it a version above the current one, or allow migrations out of order in the environment.'
  return finding('migration-ignored', 'error', row.script, message, help, { version: row.version ?? '', current: current ?? '' })
}

function descriptionFindings(row: MigrationRow, { recorded }: RowContext): Diagnostic[] {
  if (recorded === undefined || row.checksum === null || recorded === storedDescription(row.description)) return []
  const message = `${row.script} was renamed after it was applied: the history calls it "${recorded}".`
  return [finding('migration-renamed', 'warning', row.script, message, 'Rename the file back, or run repair to bring the history in line.', { recorded })]
}
