/**
 * Packages the desktop with electron-builder: `npm run dist`, or `npm run dist -- --dir` for a folder alone.
 * STRATA_ELECTRON_DIST names a folder with an unpacked Electron where none can be downloaded; see docs/packaging.md.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const { STRATA_ELECTRON_DIST: given } = process.env

function run(script: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

run('scripts/build.ts', [])
run('node_modules/electron-builder/cli.js', ['--publish', 'never', ...(given ? [`-c.electronDist=${given}`] : []), ...process.argv.slice(2)])
