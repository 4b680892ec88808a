import { createHash, randomBytes } from 'node:crypto'
import { open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { beingWritten, partialName } from './process-mark.ts'

const pieceBytes = 512 * 1024

/** SHA-256 of a file in hex. `onBytes` hears the bytes read so far. One piece is read while the one before is hashed, in memory that stays the same. */
export async function sha256(file: string, signal?: AbortSignal, onBytes: (done: number) => void = () => {}): Promise<string> {
  const hash = createHash('sha256')
  const pieces = [Buffer.allocUnsafeSlow(pieceBytes), Buffer.allocUnsafeSlow(pieceBytes)] as const
  const handle = await open(file, 'r')
  const read = (index: number) => handle.read(pieces[index % 2 === 0 ? 0 : 1], 0, pieceBytes)
  let done = 0
  let next = read(0)
  try {
    for (let index = 1; ; index += 1) {
      const { bytesRead, buffer } = await next
      if (bytesRead === 0) return hash.digest('hex')
      signal?.throwIfAborted()
      next = read(index)
      hash.update(buffer.subarray(0, bytesRead))
      onBytes((done += bytesRead))
    }
  } finally {
    await next.catch(() => {})
    await handle.close()
  }
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
  const temporary = partialName(`${file}.${randomBytes(4).toString('hex')}`)
  beingWritten.add(temporary)
  try {
    await writeFile(temporary, text, { mode: 0o600 })
    await settleFile(temporary, file)
  } finally {
    await rm(temporary, { force: true })
    beingWritten.delete(temporary)
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
