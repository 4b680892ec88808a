/** Tests of the built app in a real Electron: `npm run build && npm run test:electron [-- arguments of Playwright]`. */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDisplay } from './electron-runtime/display.ts'
import { findRuntime } from './electron-runtime/runtime.ts'
import { stageApp } from './electron-runtime/stage.ts'
import { asTestUser, sandboxPossible } from './electron-runtime/unprivileged.ts'

const root = join(import.meta.dirname, '..')

function giveUp(what: string, install: string): never {
  console.error(`The tests in Electron need ${what}. To install it: ${install}`)
  process.exit(1)
}

const runtime = await findRuntime()
if ('missing' in runtime) giveUp(runtime.missing, runtime.install)
const display = await openDisplay()
if (!display) giveUp('Xvfb', 'apt-get install xvfb')
if (!sandboxPossible()) giveUp('user namespaces for the sandbox of Chromium', 'sysctl -w kernel.unprivileged_userns_clone=1 user.max_user_namespaces=10000')

const folder = stageApp(runtime.sqliteAddon)
console.log(`Electron ${runtime.version}`)
const env = {
  ...process.env,
  ...(display.name && { DISPLAY: display.name }),
  STRATA_TEST_ELECTRON: asTestUser(runtime.program, folder),
  STRATA_TEST_APP: folder,
}
const args = [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '--config', 'tests/e2e-electron/playwright.config.ts', ...process.argv.slice(2)]
const playwright = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => playwright.kill(signal))
playwright.once('exit', (code) => {
  display.close()
  rmSync(folder, { recursive: true, force: true })
  process.exit(code ?? 1)
})
