/** Development: `npm run dev` opens the desktop on pages that reload as they change, and restarts it when its main process changes. */
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createServer } from 'vite'
import { installedElectron } from './electron-runtime/runtime.ts'

const root = join(import.meta.dirname, '..')

/** Fetches the Electron of the product once; `npm ci` does not. */
function electronProgram(): string {
  const given = process.env.ELECTRON_EXEC_PATH ?? installedElectron()?.program
  if (given) return given
  spawnSync(process.execPath, [join(root, 'node_modules/electron/install.js')], { cwd: root, stdio: 'inherit' })
  const fetched = installedElectron()?.program
  if (fetched) return fetched
  console.error('Electron could not be fetched. Name one by ELECTRON_EXEC_PATH, or use the browser: npm run build && npx strata serve')
  process.exit(1)
}

const program = electronProgram()
const server = await createServer({ configFile: join(root, 'renderer/vite.config.ts') })
await server.listen()
const pages = server.resolvedUrls?.local[0] ?? ''
console.log(`Pages at ${pages}`)
const env = { ...process.env, ELECTRON_RENDERER_URL: pages, ELECTRON_EXEC_PATH: program }
const desktop = spawn(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'dev', '--watch', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env })
desktop.once('exit', (code) => void server.close().then(() => process.exit(code ?? 0)))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => desktop.kill(signal))
