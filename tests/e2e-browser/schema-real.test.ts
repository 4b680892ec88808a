import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from './support/real.ts'

test.setTimeout(150_000)

const script = `CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE "Odd ""name" (id int PRIMARY KEY, customer int NOT NULL REFERENCES customers, note text DEFAULT 'none');
CREATE INDEX odd_customer ON "Odd ""name" (customer);
CREATE VIEW emails AS SELECT email FROM customers;
INSERT INTO customers VALUES (1, 'a@example.org'), (2, 'b@example.org');
`

test('the schema of a real server is read, searched, shown with its rows and migrations, and drawn', async ({ page, studio }) => {
  const client = new pg.Client({ connectionString: studio.databaseUrl })
  await client.connect()
  await client.query(script)
  await client.end()
  const folder = join(studio.folder, 'migrations')
  mkdirSync(folder)
  writeFileSync(join(folder, 'V1__shop.sql'), script)
  await studio.open(page)
  await page.getByRole('main').getByRole('button', { name: 'Connect a database' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Connection URL').fill(studio.databaseUrl)
  await form.getByLabel('Connection URL').press('Enter')
  await expect(form.getByLabel('Database')).toHaveValue(/^shop_/)
  await form.getByLabel('Name', { exact: true }).fill('shop')
  await form.getByLabel('Folder', { exact: true }).fill(folder)
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status', { name: 'Connection test' }).getByText(/^(all well|works, )/)).toBeVisible({ timeout: 40_000 })
  await page.getByRole('navigation').getByRole('button', { name: 'Schema' }).click()
  await page.getByRole('treeitem', { name: 'customers', exact: true }).click({ timeout: 40_000 })
  await expect(page.getByRole('table', { name: 'Columns of customers' }).getByRole('row')).toHaveCount(3, { timeout: 20_000 })
  await page.getByRole('tab', { name: /^Uses/ }).click()
  await expect(page.getByRole('region', { name: 'Uses' }).getByRole('button', { name: 'public.emails' })).toBeVisible()
  await page.getByRole('tab', { name: /^Rows/ }).click()
  await expect(page.getByRole('gridcell', { name: 'b@example.org' })).toBeVisible({ timeout: 20_000 })
  await page.getByRole('tab', { name: /^DDL/ }).click()
  await expect(page.locator('.monaco-editor .view-line').first()).toContainText('CREATE TABLE', { timeout: 20_000 })
  await page.getByRole('tab', { name: /^Migrations/ }).click()
  await expect(page.getByRole('button', { name: /V1/ }).first()).toBeVisible()
  await page.getByRole('textbox', { name: 'Search objects and columns' }).fill('odd_c')
  await expect(page.getByRole('option', { name: /odd_customer/ })).toBeVisible()
  await page.goto(`${new URL(page.url()).origin}/#/schema/${encodeURIComponent('~diagram/schema/public')}`)
  await expect(page.locator('.react-flow__node')).toHaveCount(2, { timeout: 40_000 })
})
