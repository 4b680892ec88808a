import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, errors, expect, test as base, type ElectronApplication, type Page, type TestInfo } from '@playwright/test'
import { testUser } from '../../scripts/electron-runtime/unprivileged.ts'
import { startServer, type Shop, type TestServer } from './shop.ts'

export interface Desktop {
  app: ElectronApplication
  process: ChildProcess
  page: Page
  /** Lines that the page wrote to its console as errors. */
  problems: string[]
}

export interface Launcher {
  /** Folder of STRATA_HOME. */
  home: string
  open(args?: readonly string[]): Promise<Desktop>
  /** Ends the app in order, and waits for it. */
  quit(desktop: Desktop): Promise<void>
}

function given(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: npm run test:electron`)
  return value
}

function environment(home: string): Record<string, string> {
  const { PATH = '', DISPLAY = '' } = process.env
  return { PATH, DISPLAY, HOME: home, STRATA_HOME: join(home, 'strata'), LANG: 'en_US.UTF-8' }
}

/**
 * The stand-in's debugger sometimes loses its first answer while the app itself runs well: then the app is ended, which
 * Playwright does, and started once more.
 */
async function start(home: string, args: readonly string[], attempts: number): Promise<ElectronApplication> {
  const program = given('STRATA_TEST_ELECTRON')
  try {
    return await _electron.launch({ executablePath: program, args: ['--disable-gpu', '--lang=en-US', given('STRATA_TEST_APP'), ...args], chromiumSandbox: true, env: environment(home), timeout: 12_000 })
  } catch (error) {
    if (attempts <= 1 || !(error instanceof errors.TimeoutError)) throw error
    return start(home, args, attempts - 1)
  }
}

async function launch(home: string, args: readonly string[]): Promise<Desktop> {
  const app = await start(home, args, 4)
  const page = await app.firstWindow()
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(error.message))
  await page.getByRole('main').waitFor()
  return { app, process: app.process(), page, problems }
}

/** As the system asks an app to end: no question is asked. */
async function quit({ app, process: main }: Desktop): Promise<void> {
  const ended = app.waitForEvent('close')
  main.kill('SIGTERM')
  await ended
}

/** At once, and waits until the app is gone: until then it writes to its folder. */
async function end({ process: main }: Desktop): Promise<void> {
  if (main.exitCode !== null || main.signalCode !== null) return
  const gone = once(main, 'exit')
  main.kill('SIGKILL')
  await gone
}

/** A folder that belongs to the user whom the app runs as. */
function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'strata-desktop-'))
  if (testUser) chownSync(folder, testUser.uid, testUser.gid)
  return folder
}

/** Picture, console and log of a test that failed. */
async function keepEvidence(home: string, open: readonly Desktop[], info: TestInfo): Promise<void> {
  for (const { page, problems } of open) {
    await page.screenshot({ path: info.outputPath('window.png'), timeout: 5_000 }).catch(() => undefined)
    writeFileSync(info.outputPath('console.txt'), problems.join('\n'))
  }
  const log = join(home, 'strata/logs/desktop.log')
  if (existsSync(log)) copyFileSync(log, info.outputPath('desktop.log.txt'))
}

interface Fixtures {
  launcher: Launcher
  desktop: Desktop
  shop: Shop
}

export const test = base.extend<Fixtures, { server: TestServer }>({
  server: [
    async ({}, use) => {
      const server = await startServer()
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],

  launcher: async ({}, use, info) => {
    const home = ownFolder()
    const open: Desktop[] = []
    await use({
      home: join(home, 'strata'),
      open: async (args = []) => {
        const desktop = await launch(home, args)
        open.push(desktop)
        return desktop
      },
      quit: async (desktop) => {
        open.splice(open.indexOf(desktop), 1)
        await quit(desktop)
      },
    })
    if (info.status !== info.expectedStatus) await keepEvidence(home, open, info)
    for (const desktop of open) await end(desktop)
    // The system may take a moment longer to end the app's helpers, which still write to their folder.
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  },

  desktop: async ({ launcher }, use) => {
    await use(await launcher.open())
  },

  shop: async ({ server, launcher }, use) => {
    mkdirSync(launcher.home, { recursive: true })
    if (testUser) chownSync(launcher.home, testUser.uid, testUser.gid)
    const shop = await server.createShop()
    await use(shop)
    await shop.drop()
  },
})

export { expect }
