import type { Page } from '@playwright/test'
import { expect, test, violations } from './support/fake.ts'

const at = (id: string, env = 'stg') => `#/schema/${encodeURIComponent(id)}?env=${env}`
const orders = 'table:public.orders'
const tree = (page: Page) => page.getByRole('tree', { name: 'Objects of the schema' })
const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) })
const current = (page: Page) => page.locator('[role="treeitem"][data-current]')

test('the tree is walked by the keys of a file tree, and Enter opens an object', async ({ page, open }) => {
  await open('#/schema?env=stg')
  await tree(page).focus()
  await page.keyboard.press('Home')
  await expect(current(page)).toContainText('billing')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(current(page)).toContainText('Tables')
  await page.keyboard.type('ord')
  await expect(current(page)).toHaveText('order_events')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(current(page)).toContainText('Columns')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'public.order_events' })).toBeVisible()
  await expect(page).toHaveURL(/order_events/)
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('treeitem', { name: 'Columns' })).toHaveCount(0)
})

test('a few letters find objects and columns, and a dot looks within a table', async ({ page, open }) => {
  await open('#/schema?env=stg')
  const box = page.getByRole('textbox', { name: 'Search objects and columns' })
  await box.fill('ord')
  const found = page.getByRole('listbox', { name: 'Found objects and columns' })
  await expect(found.getByRole('option').first()).toContainText('orders')
  await box.press('Enter')
  await expect(page.locator('[data-object-page]')).toContainText('orders')
  await box.fill('customers.full')
  await expect(found.getByRole('option')).toHaveCount(2)
  await box.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-object-page]')).toBeVisible()
  await box.fill('no such thing')
  await expect(page.getByText('Nothing has such a name')).toBeVisible()
  await box.press('Escape')
  await expect(tree(page)).toBeVisible()
})

test('the page of a table shows its columns and keys, and leads to what it refers to', async ({ page, open }) => {
  await open(at(orders))
  const columns = page.getByRole('table', { name: 'Columns of orders' })
  await expect(columns.getByRole('row')).toHaveCount(9)
  await expect(page.getByText('One row an order, from the first click on "buy"')).toBeVisible()
  await columns.getByRole('button', { name: 'Refers to customers' }).click()
  await expect(page.getByRole('heading', { name: 'public.customers' })).toBeVisible()
  await tab(page, 'Uses').click()
  await page.getByRole('region', { name: 'Uses' }).getByRole('button', { name: 'reporting.best_customers' }).click()
  await expect(page.getByRole('heading', { name: 'reporting.best_customers' })).toBeVisible()
})

test('each part has its tab, with its state', async ({ page, open }) => {
  await open(at(orders))
  await tab(page, 'Constraints').click()
  await expect(page.getByText('not validated')).toBeVisible()
  await tab(page, 'Triggers').click()
  await expect(page.getByText('disabled')).toBeVisible()
  await tab(page, 'Privileges').click()
  await expect(page.getByRole('row', { name: /shop_staff/ }).getByLabel('granted, and may be granted on')).toHaveCount(1)
  await tab(page, 'DDL').click()
  await expect(page.locator('.monaco-editor .view-line').first()).toContainText('CREATE TABLE')
  await tab(page, 'Migrations').click()
  await page.getByRole('button', { name: /V3 orders/ }).click()
  await expect(page).toHaveURL(/migrations\/V3__orders/)
})

test('rows of production are read only when asked for, and cells are copied as lines', async ({ page, open, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open(at(orders, 'prod'))
  await tab(page, 'Rows').click()
  await expect(page.getByText('Rows of production are not read unless asked for')).toBeVisible()
  await expect(page.getByRole('grid')).toHaveCount(0)
  await page.getByRole('button', { name: 'Show the first 100 rows' }).click()
  const grid = page.getByRole('grid', { name: 'Rows of orders' })
  await grid.focus()
  await page.keyboard.press('Shift+ArrowDown')
  await expect(grid.locator('[aria-selected="true"]')).toHaveCount(2)
  await page.keyboard.press('Control+c')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('1\n2')
  await expect(grid.locator('[data-null]').first()).toHaveText('NULL')
})

test('rows that may not be read say so', async ({ page, open }) => {
  await open(at('table:billing.tax_rates'))
  await tab(page, 'Rows').click()
  await expect(page.getByRole('alert')).toContainText('permission denied for table tax_rates')
})

test('what is not shown is said in words', async ({ page, open }) => {
  await open('#/schema?env=stg')
  await page.getByRole('button', { name: '3 things are not shown' }).first().click()
  await expect(page.getByText('deployer has no USAGE on schema vault')).toBeVisible()
})

test('without the server the last snapshot is shown, with its time', async ({ page, open }) => {
  await open(at(orders, 'wh'))
  await expect(page.getByRole('status').filter({ hasText: 'offline' })).toContainText('Nothing answers at warehouse.example.org:5432')
  await expect(page.getByRole('table', { name: 'Columns of orders' })).toBeVisible()
})

test('a snapshot is kept by name, shown, and left again', async ({ page, open }) => {
  await open('#/schema?env=stg')
  await page.getByRole('button', { name: 'Choose a snapshot' }).click()
  await page.getByRole('menuitem', { name: 'Keep a snapshot…' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Before the sale')
  await page.getByRole('button', { name: 'Keep snapshot' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('Keep a snapshot of staging')).toBeVisible()
  await page.getByRole('button', { name: 'Choose a snapshot' }).click()
  await page.getByRole('menuitem', { name: /Before the sale/ }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Before the sale' })).toBeVisible()
  await page.getByRole('button', { name: 'Back to now' }).click()
  await expect(page.getByRole('button', { name: 'Back to now' })).toHaveCount(0)
})

test('the schema is read again with its progress shown', async ({ page, open }) => {
  await open('#/schema?env=stg', { pace: 700 })
  await page.getByRole('main').getByRole('button', { name: 'Read the schema again' }).click()
  await expect(page.getByRole('progressbar', { name: 'Reading the schema…' })).toBeVisible()
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 20_000 })
})

test('tables that were marked are drawn, and Enter opens one', async ({ page, open }) => {
  await open('#/schema?env=stg')
  for (const name of ['customers', 'orders']) await page.getByRole('treeitem', { name, exact: true }).click({ modifiers: ['Control'] })
  await expect(page.getByText('2 tables marked')).toBeVisible()
  await tree(page).focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('1 table marked')).toBeVisible()
  await page.keyboard.press('Space')
  await page.getByText('2 tables marked').locator('..').getByRole('button', { name: 'Diagram' }).click()
  const tables = page.locator('.react-flow__node')
  await expect(tables).toHaveCount(2, { timeout: 20_000 })
  await tables.filter({ hasText: 'orders' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'public.orders' })).toBeVisible()
})

test('a diagram is saved as SVG and PNG', async ({ page, open }) => {
  await open('#/schema/~diagram%2Fschema%2Fpublic?env=stg')
  await page.locator('.react-flow__node').first().waitFor({ timeout: 20_000 })
  for (const [name, magic] of [['SVG', '<svg'], ['PNG', '\u0089PNG']] as const) {
    await page.getByRole('button', { name: 'Export' }).click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()])
    expect(download.suggestedFilename()).toBe(`public.${name.toLowerCase()}`)
    const stream = await download.createReadStream()
    const first = await new Promise<Buffer>((resolve) => stream.once('data', (chunk) => resolve(Buffer.from(chunk))))
    expect(first.toString('latin1').startsWith(magic)).toBe(true)
  }
})

test('the palette finds a column of the schema and goes to its table', async ({ page, open }) => {
  await open('#/timeline?env=stg')
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Search actions and objects').fill('shipped_at')
  await page.getByRole('button', { name: /shipped_at/ }).click()
  await expect(page.getByRole('heading', { name: 'public.orders' })).toBeVisible()
})

test('a store that fails is said so, with a way on', async ({ page, open }) => {
  await open('#/schema?env=prod', { mood: 'failing' })
  await expect(page.getByRole('main').getByText('database disk image is malformed').first()).toBeVisible()
})

const places: readonly [name: string, hash: string, act?: (page: Page) => Promise<unknown>][] = [
  ['the home of the schema', '#/schema?env=stg'],
  ['the page of a table', at(orders)],
  ['privileges', at(orders), (page) => page.getByRole('tab').nth(5).click()],
  ['rows', at(orders), (page) => page.getByRole('tab').nth(8).click()],
  ['the search', '#/schema?env=stg', (page) => page.getByRole('main').getByRole('textbox').fill('ord')],
  ['a diagram', '#/schema/~diagram%2Fschema%2Fpublic?env=stg', (page) => page.locator('.react-flow__node').first().waitFor({ timeout: 20_000 })],
]

for (const theme of ['light', 'dark'] as const) {
  for (const [name, hash, act] of places) {
    test(`${name} breaks no rule of WCAG 2.2 AA in ${theme}`, async ({ page, open }) => {
      await open(hash, { settings: { theme } })
      await page.getByRole('tree').waitFor()
      await act?.(page)
      await page.waitForTimeout(400)
      expect(await violations(page)).toEqual([])
    })
  }
}

test('in Chinese the browser speaks Chinese', async ({ page, open }) => {
  await open(at(orders), { settings: { language: 'zh-CN' } })
  await expect(page.getByRole('tab', { name: /^约束/ })).toBeVisible()
  await expect(page.getByRole('tree', { name: '结构中的对象' })).toBeVisible()
})
