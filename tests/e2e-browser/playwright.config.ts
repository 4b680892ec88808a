import { defineConfig } from '@playwright/test'

/** The pages must have been built: `npm run build`, or `npx vite build -c renderer/vite.config.ts`. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../out/e2e-browser',
  // A busy machine draws an editor in seconds; what hangs is found all the same.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.CI ? [['list'], ['junit', { outputFile: '../../out/e2e-browser/junit.xml' }]] : 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] },
  },
})
