import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** Files looked at, at most: a folder with more is not one of deployments. */
const most = 20_000

/**
 * Tells one state of a folder from another: names, sizes and times of all files below it. Files and folders whose name begins with a dot
 * are left out. Throws what the file system throws where the folder itself cannot be read.
 */
export async function folderState(folder: string): Promise<string> {
  const hash = createHash('sha256')
  const files = (await filesBelow(folder)).toSorted()
  for (const file of files.slice(0, most)) {
    const found = await stat(file).catch(() => undefined)
    if (found) hash.update(`${relative(folder, file)}\0${found.size}\0${Math.floor(found.mtimeMs)}\n`)
  }
  return hash.digest('hex')
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const hidden = (path: string) => relative(folder, path).split(/[/\\]/).some((part) => part.startsWith('.'))
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).filter((path) => !hidden(path))
}
