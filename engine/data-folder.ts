import { resolve } from 'node:path'
import envPaths from 'env-paths'

/** Folder of everything that Strata keeps on this machine: STRATA_HOME, or the platform's place for a program's data. */
export function dataFolder(variables: NodeJS.ProcessEnv = process.env): string {
  const given = variables.STRATA_HOME
  return given ? resolve(given) : envPaths('strata', { suffix: '' }).data
}
