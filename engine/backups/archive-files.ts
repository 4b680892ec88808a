import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { settleFile, sha256, syncFolder } from './files.ts'

/** Files of an archive by name, sorted: of the directory format all that the folder holds, else the one file under the name ''. */
async function filesOf(archive: string): Promise<string[]> {
  if (!(await stat(archive)).isDirectory()) return ['']
  const names = await readdir(archive)
  return names.toSorted((a, b) => (a < b ? -1 : 1))
}

/** Bytes of an archive; undefined when it is not there. */
export async function archiveBytes(archive: string): Promise<number | undefined> {
  const names = await filesOf(archive).catch(() => undefined)
  if (names === undefined) return undefined
  const sizes = await Promise.all(names.map((name) => stat(join(archive, name)).then(({ size }) => size, () => 0)))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** SHA-256 of the file; of a folder that of the lines `<sum>  <name>` of its files, as sha256sum prints them. */
export async function archiveSum(archive: string, signal?: AbortSignal, onBytes: (done: number) => void = () => {}): Promise<string> {
  const names = await filesOf(archive)
  if (names[0] === '') return sha256(archive, signal, onBytes)
  const hash = createHash('sha256')
  let before = 0
  for (const name of names) {
    let size = 0
    const sum = await sha256(join(archive, name), signal, (done) => onBytes(before + (size = done)))
    hash.update(`${sum}  ${name}\n`)
    before += size
  }
  return hash.digest('hex')
}

/** Brings every file of an archive to the disk. */
export async function syncArchive(archive: string): Promise<void> {
  for (const name of await filesOf(archive)) await syncFile(join(archive, name))
}

/** Makes sure that every file is on the disk before the name says that the archive is complete. */
export async function settleArchive(from: string, to: string): Promise<void> {
  const names = await filesOf(from)
  if (names[0] === '') return settleFile(from, to)
  await syncArchive(from)
  await syncFolder(from)
  await rename(from, to)
  await syncFolder(dirname(to))
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export async function removeArchive(archive: string): Promise<void> {
  await rm(archive, { recursive: true, force: true })
}

/** Copies the file or the files of a folder over what is empty there, for this user's eyes only. */
export async function copyArchive(from: string, to: string, signal: AbortSignal, onBytes: (done: number) => void = () => {}): Promise<void> {
  const names = await filesOf(from)
  if (names[0] !== '') await mkdir(to, { recursive: true, mode: 0o700 })
  let done = 0
  for (const name of names) {
    const source = createReadStream(join(from, name), { highWaterMark: 1024 * 1024 })
    source.on('data', (chunk) => onBytes((done += chunk.length)))
    await pipeline(source, createWriteStream(join(to, name), { mode: 0o600 }), { signal })
  }
}
