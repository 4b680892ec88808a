import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'

export interface NewFile {
  name: string
  text: string
}

/** Writes new files into a folder that is there. None is overwritten; when one cannot be written, none stays. Throws `folder_missing`, `already_exists`, `not_allowed`. */
export function writeNewFiles(folder: string, files: readonly NewFile[]): void {
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

/** What the file system says, in the words of the boundary. */
export function writeError(thrown: unknown, folder: string): AppError {
  const { code, path = folder, message } = thrown as NodeJS.ErrnoException
  const state = { state: 'No file was written.', cause: thrown }
  if (code === 'EEXIST') return new AppError('already_exists', { what: 'File', name: path }, state)
  if (code === 'ENOENT') return new AppError('folder_missing', { folder }, state)
  if (code === 'ENOSPC') return new AppError('disk_full', { what: path }, state)
  return new AppError('not_allowed', { what: `Writing ${path} (${code ?? message})` }, { ...state, help: 'Choose a folder that you may write to, and a shorter description if the name is too long.' })
}
