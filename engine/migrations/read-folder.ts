import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { crc32 } from 'node:zlib'
import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import { decodeMigration, DecodeProblem } from '#shared/migrations/decode.ts'
import { nameDiagnostic, parseMigrationName } from '#shared/migrations/names.ts'
import type { MigrationFile } from '#shared/migrations/resolve.ts'

export interface MigrationFolder {
  folder: string
  files: MigrationFile[]
  /** Files that are no text, or are named nearly like a migration. */
  diagnostics: Diagnostic[]
  /** Scripts that could not be read, with the reason. */
  unreadable: Map<string, AppError>
}

/** Files read between two breaths of the event loop. */
const batch = 100

/**
 * Reads every migration file of a folder and its subfolders with its checksum, but keeps no text. Small files are read without
 * leaving the thread: a thousand trips to the thread pool cost more than the reading. Throws `folder_missing`.
 */
export async function readMigrationFolder(folder: string): Promise<MigrationFolder> {
  const found: MigrationFolder = { folder, files: [], diagnostics: [], unreadable: new Map() }
  const scripts = listScripts(folder)
  for (const [index, script] of scripts.entries()) {
    if (index % batch === batch - 1) await new Promise((next) => setImmediate(next))
    readInto(found, script)
  }
  return found
}

function readInto(found: MigrationFolder, script: string): void {
  const name = parseMigrationName(script)
  if (!name) {
    const diagnostic = nameDiagnostic(script)
    if (diagnostic) found.diagnostics.push(diagnostic)
    return
  }
  try {
    const { text, bytes } = readListed(found.folder, script)
    found.files.push({ ...name, script, checksum: flywayChecksum(text, crc32), bytes })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    found.unreadable.set(script, error)
    found.files.push({ ...name, script, checksum: 0, bytes: 0 })
    found.diagnostics.push({ code: 'file-unreadable', severity: 'error', subject: script, message: error.message, ...(error.data.where && { where: error.data.where }), ...(error.data.help && { help: error.data.help }) })
  }
}

/** Text of a script, and its size on disk. Throws `file_unreadable`; `not_found` for a path that leads out of the folder. */
export function readScript(folder: string, script: string): { text: string; bytes: number } {
  const inside = relative(resolve(folder), resolve(folder, script))
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) throw new AppError('not_found', { what: 'migration file', name: script })
  return readListed(folder, script)
}

/** As `readScript`, for a script that the folder itself has named. */
function readListed(folder: string, script: string): { text: string; bytes: number } {
  const bytes = bytesOf(folder, script)
  try {
    return { text: decodeMigration(bytes).text, bytes: bytes.length }
  } catch (error) {
    if (!(error instanceof DecodeProblem)) throw error
    throw new AppError('file_unreadable', { file: script, problem: error.message }, { where: { file: script, line: error.line } })
  }
}

function bytesOf(folder: string, script: string): Buffer {
  try {
    return readFileSync(`${folder}/${script}`)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') throw new AppError('not_found', { what: 'migration file', name: script })
    throw new AppError('file_unreadable', { file: script, problem: code ?? String(error) }, { where: { file: script }, cause: error })
  }
}

function listScripts(folder: string): string[] {
  try {
    return scriptsBelow(folder, '').toSorted()
  } catch (error) {
    const help = folder === '' ? 'Choose a folder in the environment.' : undefined
    throw new AppError('folder_missing', { folder: folder === '' ? '(none is set)' : folder }, { cause: error, ...(help && { help }) })
  }
}

/** Paths from the folder, with forward slashes. */
function scriptsBelow(folder: string, prefix: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? scriptsBelow(`${folder}/${entry.name}`, `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`],
  )
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
