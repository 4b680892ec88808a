import { defineConfig } from '@playwright/test'

/** Started by scripts/test-electron.ts, which prepares Electron, the built app and a display. */
export default defineConfig({
  testDir: '.',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  outputDir: '../../test-results/electron',
})
