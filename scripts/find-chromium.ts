import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe']

/** A Chromium for tests: CHROMIUM, an installed one, or the one that Playwright downloads; undefined where there is none. */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM, ...installed, chromium.executablePath()].find((file) => file !== undefined && existsSync(file))
}
