import { chmodSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import envPaths from 'env-paths'

/** Folder of everything that Strata keeps on this machine: STRATA_HOME, or the platform's place for a program's data. */
export function dataFolder(variables: NodeJS.ProcessEnv = process.env): string {
  const given = variables.STRATA_HOME
  return given ? resolve(given) : envPaths('strata', { suffix: '' }).data
}

/** Makes a folder, if need be, that nobody else may enter; on Windows the profile's own rights do that. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (process.platform !== 'win32') chmodSync(folder, 0o700)
}
