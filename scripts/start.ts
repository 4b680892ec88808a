/** `npm start`: the studio on its sample, in a window where one can be opened and otherwise in a browser. */
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { asAppError } from '../shared/contract/client.ts'
import { errorKind } from '../shared/contract/errors.ts'
import { printError } from '../cli/run/print.ts'
import { serve } from '../cli/run/serve.ts'
import { flushed, processTerminal } from '../cli/terminal.ts'
import { browserCommand, hasDisplay, noWindow } from './start/choose-host.ts'
import { electronBinary } from './start/electron-binary.ts'
import { isStale } from './start/stale.ts'

const root = join(import.meta.dirname, '..')
const here = { platform: process.platform, variables: process.env, uid: process.getuid?.() }

function build(): void {
  if (!isStale(root)) return
  console.log('Building the studio ...')
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.ts')], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

function openWindow(binary: string): void {
  const studio = spawn(binary, [root, '--open-sample'], { cwd: root, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => studio.kill(signal))
  studio.once('error', (error) => void openInBrowser(`Electron could not be started (${error.message})`))
  studio.once('exit', (code) => process.exit(code ?? 0))
}

async function openInBrowser(why: string): Promise<void> {
  console.log(`No window, because ${why}: serving the studio to the browser instead.`)
  const terminal = processTerminal()
  try {
    process.exitCode = await serve(terminal, { openSample: true, access: { link: true, insecureHttp: false }, onReady: openBrowser })
  } catch (thrown) {
    const error = asAppError(thrown)
    await printError(terminal, error.data, false)
    process.exitCode = errorKind(error.code).exit
  }
  await flushed()
  process.exit()
}

function openBrowser(url: string): void {
  if (!hasDisplay(here)) return
  const [program, ...args] = browserCommand(process.platform, url)
  // Where there is no such program, the printed address is there to be clicked.
  spawn(program, args, { stdio: 'ignore', detached: true }).once('error', () => {}).unref()
}

build()
const obstacle = noWindow(here)
const electron = obstacle === undefined ? electronBinary(root, process.env) : { why: obstacle }
if ('binary' in electron) openWindow(electron.binary)
else await openInBrowser(electron.why)
