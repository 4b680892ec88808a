import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import { snapshotFileSuffix } from './codec.ts'

/** Writes a saved snapshot to a new file, named as such files are; gives its path. Throws `already_exists`, `bad_request`. */
export async function writeSnapshotFile(file: string, content: Buffer): Promise<string> {
  const path = resolve(file.endsWith(snapshotFileSuffix) ? file : `${file}${snapshotFileSuffix}`)
  try {
    await writeFile(path, content, { flag: 'wx', mode: 0o600 })
    return path
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new AppError('already_exists', { what: 'File', name: path }, { state: 'The snapshot is kept in the store.', cause: thrown })
    throw new AppError(
      'bad_request',
      { problem: `the file ${path} cannot be written (${code ?? message})` },
      { state: 'The snapshot is kept in the store.', cause: thrown },
    )
  }
}
