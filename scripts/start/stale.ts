import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const sources = ['shared', 'engine', 'electron', 'server', 'cli', 'renderer', 'package.json', 'package-lock.json', 'electron.vite.config.ts', 'vite.cli.config.ts']
const built = ['out/main/index.cjs', 'out/preload/index.cjs', 'out/renderer/index.html', 'out/cli/strata.js']

/** Whether something of `out` is missing or older than a source. */
export function isStale(root: string): boolean {
  const oldest = Math.min(...built.map((file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0))
  return oldest === 0 || sources.some((name) => newest(join(root, name)) > oldest)
}

function newest(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat?.isDirectory()) return stat && !path.includes('.test.') ? stat.mtimeMs : 0
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0)
}
