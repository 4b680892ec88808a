/** Builds everything that is shipped: main process, preload, pages, shell and server, each by its own configuration. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const program = (file: string) => join(root, 'node_modules', file)
const steps: readonly (readonly string[])[] = [
  [program('electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
  [program('vite/bin/vite.js'), 'build', '--config', 'renderer/vite.config.ts', '--logLevel', 'warn'],
  [program('vite/bin/vite.js'), 'build', '--config', 'vite.cli.config.ts', '--logLevel', 'warn'],
]

const started = performance.now()
for (const step of steps) {
  const { status } = spawnSync(process.execPath, step, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
console.log(`Built out/ in ${((performance.now() - started) / 1000).toFixed(1)} s`)
