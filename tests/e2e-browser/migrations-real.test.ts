import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './support/real.ts'

test.setTimeout(120_000)

interface Studio {
  databaseUrl: string
  folder: string
  open: (page: Page, hash?: string) => Promise<void>
}

/** Connects a database with migration files of its own and goes to the migrations. */
async function connect(page: Page, studio: Studio, files: Record<string, string>, production = false): Promise<string> {
  const folder = join(studio.folder, 'migrations')
  mkdirSync(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  await studio.open(page)
  await page.getByRole('main').getByRole('button', { name: 'Connect a database' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Connection URL').fill(studio.databaseUrl)
  await form.getByLabel('Connection URL').press('Enter')
  await expect(form.getByLabel('Database')).toHaveValue(/^shop_/)
  await form.getByLabel('Name', { exact: true }).fill('shop')
  await form.getByLabel('Folder', { exact: true }).fill(folder)
  if (production) await form.getByText('production', { exact: true }).click()
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status', { name: 'Connection test' }).getByText(/^(all well|works, )/)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('navigation').getByRole('button', { name: 'Migrations' }).click()
  return folder
}

async function apply(page: Page) {
  await page.getByRole('button', { name: 'Apply to shop…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^Make a backup/).uncheck()
  await dialog.getByRole('button', { name: /^Apply \d+ migrations? to shop/ }).click()
  return dialog
}

const good = 'CREATE TABLE orders (\n  id int PRIMARY KEY,\n  total int\n);\nINSERT INTO orders VALUES (1, 10), (2, -5);\n'

test('a failing statement of a real server is shown at its place, and nothing of its file stays', async ({ page, studio }) => {
  await connect(page, studio, { 'V1__orders.sql': good, 'V2__positive.sql': 'ALTER TABLE orders ADD COLUMN note text;\n\nSELECT 1 / 0;\n' })
  const dialog = await apply(page)
  await expect(dialog.getByRole('heading', { name: 'V2__positive.sql failed on shop' })).toBeVisible({ timeout: 30_000 })
  await expect(dialog.getByText('22012')).toBeVisible()
  await dialog.getByRole('button', { name: 'Open the file at line 3' }).click()
  await expect(page.locator('.view-zones').getByText(/22012/)).toBeVisible()
  await expect(page.getByRole('banner').getByText('1 pending')).toBeVisible()
})

test('a run on a real server survives a reload, and cancel ends its statement there', async ({ page, studio }) => {
  await connect(page, studio, { 'V1__orders.sql': good, 'V2__slow.sql': 'SELECT pg_sleep(60);\n' })
  await expect((await apply(page)).getByText('V2__slow.sql', { exact: true })).toBeVisible({ timeout: 30_000 })
  await page.reload()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('V2__slow.sql', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel the run' }).click()
  await expect(dialog.getByRole('heading', { name: 'The run was cancelled' })).toBeVisible({ timeout: 20_000 })
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('banner').getByText('1 pending')).toBeVisible()
})

test('a file edited after apply is shown before and after; undo takes its version back', async ({ page, studio }) => {
  const folder = await connect(page, studio, { 'V1__orders.sql': good, 'U1__orders.sql': 'DROP TABLE orders;\n' })
  const dialog = await apply(page)
  await expect(dialog.getByRole('heading', { name: '1 migration was applied to shop' })).toBeVisible({ timeout: 30_000 })
  await dialog.getByRole('button', { name: 'Close' }).last().click()

  writeFileSync(join(folder, 'V1__orders.sql'), `-- orders of the shop\n${good}`)
  await page.getByRole('button', { name: 'More actions' }).first().click()
  await page.getByRole('menuitem', { name: 'Read again' }).click()
  await page.getByRole('option', { name: /V1 orders/ }).click()
  await page.getByRole('tab', { name: 'Changes' }).click()
  await expect(page.getByText('Only comments or white space differ.')).toBeVisible()
  writeFileSync(join(folder, 'V1__orders.sql'), good)

  await page.goto(`${new URL(page.url()).origin}/#/migrations/${encodeURIComponent('plan:down')}`)
  await page.reload()
  await page.getByRole('button', { name: 'Undo on shop…' }).click()
  await page.getByRole('dialog').getByLabel(/^Make a backup/).uncheck()
  await page.getByRole('dialog').getByRole('button', { name: 'Undo 1 migration on shop' }).click()
  await expect(page.getByRole('dialog').getByRole('heading', { name: '1 migration was undone on shop' })).toBeVisible({ timeout: 30_000 })
})
