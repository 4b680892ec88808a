import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, errors, expect, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { testUser } from '../../scripts/electron-runtime/unprivileged.ts'
import { startServer, type Shop, type TestServer } from './shop.ts'

export interface Desktop {
  app: ElectronApplication
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
  return { app, page, problems }
}

/** As the system asks an app to end: no question is asked. */
async function quit({ app }: Desktop): Promise<void> {
  const ended = app.waitForEvent('close')
  app.process().kill('SIGTERM')
  await ended
}

/** A folder that belongs to the user whom the app runs as. */
function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'strata-desktop-'))
  if (testUser) chownSync(folder, testUser.uid, testUser.gid)
  return folder
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

  launcher: async ({}, use) => {
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
    for (const { app } of open) app.process().kill('SIGKILL')
    rmSync(home, { recursive: true, force: true })
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
