import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Long enough for a slow line, short enough for somebody who waits. */
const patienceMs = 180_000

/** The program of Electron's package, which is fetched at its first use; a text says why there is none. */
export function electronBinary(root: string, variables: NodeJS.ProcessEnv): { binary: string } | { why: string } {
  const found = installed(root, variables)
  if (found) return { binary: found }
  console.log('Fetching Electron, once ...')
  const result = spawnSync(process.execPath, [join(root, 'node_modules/electron/install.js')], { encoding: 'utf8', timeout: patienceMs })
  const fetched = installed(root, variables)
  if (fetched) return { binary: fetched }
  const cause = /\b(ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET|fetch failed|HTTP\w* \d+)\b/.exec(`${result.stderr}${result.stdout}`)?.[0]
  return { why: `Electron could not be downloaded${cause ? ` (${cause})` : ''}` }
}

function installed(root: string, variables: NodeJS.ProcessEnv): string | undefined {
  const folder = join(root, 'node_modules/electron')
  const pathFile = join(folder, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : undefined
  if (variables.ELECTRON_OVERRIDE_DIST_PATH) return join(variables.ELECTRON_OVERRIDE_DIST_PATH, name ?? 'electron')
  const binary = name && join(folder, 'dist', name)
  return binary && existsSync(binary) ? binary : undefined
}
