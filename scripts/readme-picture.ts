/** The pictures of the README: the sample on its real server. `node scripts/readme-picture.ts` after a build of the renderer. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { createEngineWithSample } from '#engine/sample/create-engine-with-sample.ts'
import { serve } from '../server/serve.ts'

const root = join(import.meta.dirname, '..')
const images = process.argv[2] ?? join(root, 'docs/images')
const places = [
  { name: 'migrations', place: 'migrations/V15__drop_legacy_erp_code.sql', theme: 'light', env: 'staging', sign: 'dangerous' },
] as const

const dataFolder = mkdtempSync(join(tmpdir(), 'strata-picture-'))
const engine = createEngineWithSample({ host: 'browser', version: '0.1.0', dataFolder }, root)
const served = await serve(engine, { renderer: join(root, 'out/renderer') })
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
try {
  mkdirSync(images, { recursive: true })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  await page.goto(served.url)
  await page.getByRole('button', { name: 'Open the sample' }).click()
  await page.getByRole('heading', { name: 'Production', exact: true }).waitFor({ timeout: 120_000 })
  for (const { name, place, theme, env, sign } of places) {
    await engine.settings.change({ theme, language: 'en' })
    await page.goto(`${served.origin}/#/${place}?env=${engine.environments.get(env).id}`)
    await page.reload()
    await page.getByRole('banner').getByText(/pending|up to date/).waitFor()
    await page.getByText(sign, { exact: true }).first().waitFor({ timeout: 120_000 })
    await page.locator('.monaco-diff-editor .line-delete').first().waitFor()
    await page.waitForTimeout(2500)
    await page.screenshot({ path: join(images, `${name}.png`) })
  }
} finally {
  await browser.close()
  await served.close()
  await engine.close()
  rmSync(dataFolder, { recursive: true, force: true })
}
