import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { crc32 } from 'node:zlib'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import { decodeMigration, DecodeProblem } from '#shared/migrations/decode.ts'
import { withLineEndings } from '#shared/migrations/line-endings.ts'
import { parseMigrationName } from '#shared/migrations/names.ts'
import { writeError, writeNewFiles } from './write-new.ts'

export interface SaveRequest {
  script: string
  text: string
  /** Text as it was opened; null: the file is new. */
  opened: string | null
  force: boolean
}

/**
 * Saves a migration file with the line endings and the byte order mark that it has, under a temporary name that then takes its place.
 * Throws `file_changed`, `not_found`, `file_unreadable`, `bad_request` and what the file system refuses.
 */
export function saveMigration({ migrationsFolder: folder }: Environment, { script, text, opened, force }: SaveRequest): { script: string; checksum: number; bytes: number } {
  checkName(folder, script)
  if (text.includes('\0')) throw new AppError('file_unreadable', { file: script, problem: 'it contains a NUL character, which PostgreSQL cannot store' }, { where: { file: script } })
  const there = readThere(folder, script)
  if (there === undefined) {
    writeNewFiles(folder, [{ name: script, text }])
    return saved(script, text, Buffer.byteLength(text))
  }
  if (!force && (opened === null || plain(opened) !== plain(there.text))) throw new AppError('file_changed', { file: script }, { state: 'The file is as it was.' })
  const kept = withLineEndings(text, there.text)
  const bytes = Buffer.from(there.bom ? `\uFEFF${kept}` : kept)
  replaceFile(join(folder, script), bytes, folder)
  return saved(script, kept, bytes.length)
}

/** Editors may change line endings; that alone is no change. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

function saved(script: string, text: string, bytes: number) {
  return { script, checksum: flywayChecksum(text, crc32), bytes }
}

function checkName(folder: string, script: string): void {
  const inside = relative(resolve(folder), resolve(folder, script))
  if (folder === '') throw new AppError('folder_missing', { folder: '(none is set)' }, { help: 'Choose a folder in the environment.' })
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) throw new AppError('not_found', { what: 'migration file', name: script })
  if (!parseMigrationName(script)) throw new AppError('bad_request', { problem: `"${script}" is not the name of a migration` }, { where: { field: 'script' }, help: 'Names are V12__add_orders.sql, U12__add_orders.sql or R__view.sql.' })
}

function readThere(folder: string, script: string): { text: string; bom: boolean } | undefined {
  try {
    return decodeMigration(readFileSync(join(folder, script)))
  } catch (thrown) {
    if (thrown instanceof DecodeProblem) throw new AppError('file_unreadable', { file: script, problem: thrown.message }, { where: { file: script, line: thrown.line } })
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw writeError(thrown, folder)
  }
}

/** Whoever reads the file meanwhile sees the old one or the new one, whole. */
function replaceFile(path: string, bytes: Buffer, folder: string): void {
  const temporary = `${path}.saving-${process.pid}`
  try {
    const file = openSync(temporary, 'wx', statSync(path).mode & 0o777)
    try {
      writeSync(file, bytes)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (thrown) {
    rmSync(temporary, { force: true })
    throw writeError(thrown, folder)
  }
}
