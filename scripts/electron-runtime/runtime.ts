import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { missingCompilers, nativeSqlite } from './native-sqlite.ts'
import { standIn, standInFits, standInVersion } from './stand-in.ts'

const electron = join(import.meta.dirname, '../../node_modules/electron')

export interface Runtime {
  program: string
  version: string
  /** Addon to put in the place of better-sqlite3's own; undefined where that one fits. */
  sqliteAddon: string | undefined
}

/** The product's own Electron, if its binary has been downloaded (`npx install-electron`). */
export function installedElectron(): Runtime | undefined {
  const pathFile = join(electron, 'path.txt')
  const program = existsSync(pathFile) ? join(electron, 'dist', readFileSync(pathFile, 'utf8')) : ''
  if (!program || !existsSync(program)) return undefined
  return { program, version: readFileSync(join(electron, 'dist/version'), 'utf8').trim(), sqliteAddon: undefined }
}

/** An Electron to run the built app in, or what is missing for one and how to install it. */
export async function findRuntime(): Promise<Runtime | { missing: string; install: string }> {
  const installed = installedElectron()
  if (installed) return installed
  const install = 'npx install-electron'
  if (!standInFits()) return { missing: 'the Electron binary', install }
  const compilers = missingCompilers()
  if (compilers.length > 0) return { missing: `the Electron binary, or ${compilers.join(', ')} for the stand-in`, install: `${install}, or apt-get install g++ make python3` }
  try {
    return { program: await standIn(), version: standInVersion, sqliteAddon: nativeSqlite() }
  } catch (error) {
    return { missing: `the Electron binary (${error instanceof Error ? error.message.split('\n', 1)[0] : String(error)})`, install }
  }
}
