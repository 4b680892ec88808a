import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** SHA-256 of a file in hex, read in pieces. `onBytes` hears the bytes read so far. */
export async function sha256(file: string, signal?: AbortSignal, onBytes: (done: number) => void = () => {}): Promise<string> {
  const hash = createHash('sha256')
  let done = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024, ...(signal && { signal }) }) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    done += chunk.length
    onBytes(done)
  }
  return hash.digest('hex')
}

/** Makes sure that a file is on the disk before its name says that it is complete. */
export async function settleFile(from: string, to: string): Promise<void> {
  const handle = await open(from, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(from, to)
  await syncFolder(dirname(to))
}

/** The old content or the new one, never a part; for this user's eyes only. */
export async function writeAtomically(file: string, text: string | Buffer): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    await writeFile(temporary, text, { mode: 0o600 })
    await settleFile(temporary, file)
  } finally {
    await rm(temporary, { force: true })
  }
}

/** Windows has no such thing. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
