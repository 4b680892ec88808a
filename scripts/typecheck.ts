/** Compiles each environment with its own `lib` and `types`: the compiler is the police of the layers. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const tsc = join(root, 'node_modules/@typescript/native/bin/tsc')
const projects = ['shared', 'engine', 'electron/main', 'electron/preload', 'server', 'cli', 'renderer', 'tests']
const failed = projects.filter((project) => {
  if (!existsSync(join(root, project, 'tsconfig.json'))) return false
  return spawnSync(process.execPath, [tsc, '-p', project], { cwd: root, stdio: 'inherit' }).status !== 0
})
if (failed.length > 0) console.error(`Type errors in: ${failed.join(', ')}`)
process.exit(failed.length > 0 ? 1 : 0)
