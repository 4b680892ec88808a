import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './support/real.ts'

test.setTimeout(180_000)

const orders = 'CREATE TABLE orders (\n  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n  total numeric(12, 2) NOT NULL CHECK (total >= 0)\n);\nCREATE VIEW revenue AS SELECT sum(total) AS total FROM orders;\n'

test('a database is compared with its migration files, and what it lacks is written as a migration', async ({ page, studio }) => {
  const folder = join(studio.folder, 'migrations')
  mkdirSync(folder)
  writeFileSync(join(folder, 'V1__orders.sql'), orders)
  await studio.open(page)
  await page.getByRole('main').getByRole('button', { name: 'Connect a database' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Connection URL').fill(studio.databaseUrl)
  await form.getByLabel('Connection URL').press('Enter')
  await expect(form.getByLabel('Database')).toHaveValue(/^shop_/)
  await form.getByLabel('Name', { exact: true }).fill('shop')
  await form.getByLabel('Folder', { exact: true }).fill(folder)
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status', { name: 'Connection test' }).getByText(/^(all well|works, )/)).toBeVisible({ timeout: 30_000 })

  await page.getByRole('navigation').getByRole('button', { name: 'Compare' }).click()
  for (const [side, name] of [['A, as it is', 'shop'], ['B, as it shall be', 'Migrations of shop']] as const) {
    await page.getByRole('combobox', { name: side }).fill(name)
    await page.getByRole('option', { name }).first().click()
  }
  await page.getByRole('main').getByRole('button', { name: 'Compare', exact: true }).click()
  const tree = page.getByRole('tree', { name: 'Differences' })
  await expect(tree.getByRole('treeitem', { name: 'table orders, added' })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('not in A').first()).toBeVisible()
  await page.getByRole('tab', { name: 'Plan' }).click()
  await expect(page.getByRole('region', { name: 'Statements' }).getByText(/CREATE VIEW public\.revenue/)).toBeVisible()
  await page.getByRole('button', { name: 'Write migration…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Version')).toHaveValue('2')
  await dialog.getByLabel('Description').fill('what is missing')
  await dialog.getByRole('button', { name: 'Write files' }).click()
  await expect(dialog.getByText('V2__what_is_missing.sql')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Open in Migrations' })).toBeVisible()
  expect(readdirSync(folder).toSorted()).toEqual(['U2__what_is_missing.sql', 'V1__orders.sql', 'V2__what_is_missing.sql'])
  expect(readFileSync(join(folder, 'V2__what_is_missing.sql'), 'utf8')).toContain('CREATE TABLE public.orders')
})
