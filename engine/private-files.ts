import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** Makes a folder, if need be, that nobody else may enter; on Windows the profile's own rights do that. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (process.platform !== 'win32') chmodSync(folder, 0o700)
}

/** Writes a file that its owner alone may read, whole or not at all, whatever happens in between. */
export function writePrivateFile(file: string, data: string | Uint8Array): void {
  const beside = `${file}.${process.pid}.tmp`
  try {
    writeFileSync(beside, data, { mode: 0o600, flush: true })
    renameSync(beside, file)
  } finally {
    rmSync(beside, { force: true })
  }
}
