import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { expect, test, type Desktop } from './desktop.ts'
import type { Shop } from './shop.ts'

test.setTimeout(180_000)

/** Connects the shop by its URL and goes to its migrations. */
async function connect({ app, page }: Desktop, shop: Shop): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'Connect a database' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Connection URL').fill(shop.url)
  await form.getByLabel('Connection URL').press('Enter')
  await expect(form.getByLabel('Database')).toHaveValue(/^shop_/)
  await form.getByLabel('Name', { exact: true }).fill('shop')
  await form.getByLabel('Folder', { exact: true }).fill(shop.folder)
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status', { name: 'Connection test' }).getByText(/^(all well|works, )/)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('navigation').getByRole('button', { name: 'Migrations' }).click()
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
}

async function apply({ page }: Desktop): Promise<Locator> {
  await page.getByRole('button', { name: 'Apply to shop…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Apply \d+ migrations? to shop/ }).click()
  return dialog
}

/** Starts a run that ends only when it is cancelled, and waits until the server is at it. */
async function startEndlessRun(desktop: Desktop, shop: Shop): Promise<Locator> {
  shop.add('V3__slow.sql', 'SELECT pg_sleep(3000);\n')
  await connect(desktop, shop)
  const dialog = await apply(desktop)
  await expect(dialog.getByText('V3__slow.sql', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect.poll(() => sleeping(shop)).toBe(1)
  return dialog
}

async function sleeping(shop: Shop): Promise<unknown> {
  const [row] = await shop.query("SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(3000)%' AND state = 'active' AND datname = current_database()")
  return row?.n
}

/** What the next question of the desktop is answered with: the number of the button. */
async function answerWith({ app }: Desktop, response: number): Promise<void> {
  await app.evaluate(({ dialog }, button) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = ((...args: unknown[]) => {
      asked.push((args.at(-1) as { message: string }).message)
      return Promise.resolve({ response: button, checkboxChecked: false })
    }) as typeof dialog.showMessageBox
  }, response)
}

const asked = ({ app }: Desktop) => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)

test('the main job: connect, look at the SQL, apply with a backup', async ({ desktop, shop }) => {
  const { page, problems } = desktop
  await connect(desktop, shop)
  await page.getByRole('option', { name: /V2 prices/ }).click()
  await expect(page.locator('.monaco-editor .view-lines').first()).toContainText(/ADD\s+COLUMN\s+price/)
  const dialog = await apply(desktop)
  await expect(dialog.getByRole('heading', { name: '2 migrations were applied to shop' })).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await expect(page.getByRole('banner').getByText('up to date')).toBeVisible()
  expect(await shop.query('SELECT name, price::text FROM goods ORDER BY id')).toEqual([{ name: 'bread', price: '2.50' }, { name: 'tea', price: '4.20' }])
  await page.getByRole('navigation').getByRole('button', { name: 'Backups' }).click()
  await expect(page.getByRole('grid').getByText('before migrating')).toBeVisible()
  expect(problems).toEqual([])
})

test('a run survives a reload of the window, and cancel ends it on the server', async ({ desktop, shop }) => {
  await startEndlessRun(desktop, shop)
  await desktop.page.reload()
  const dialog = desktop.page.getByRole('dialog')
  await expect(dialog.getByText('V3__slow.sql', { exact: true })).toBeVisible()
  expect(await sleeping(shop)).toBe(1)
  await dialog.getByRole('button', { name: 'Cancel the run' }).click()
  await expect(dialog.getByRole('heading', { name: 'The run was cancelled' })).toBeVisible({ timeout: 20_000 })
  expect(await sleeping(shop)).toBe(0)
  expect(await shop.query('SELECT version FROM flyway_schema_history ORDER BY installed_rank')).toEqual([{ version: '1' }, { version: '2' }])
})

test('closing the window with a run asks first, and ends the run when told so', async ({ desktop, shop }) => {
  await startEndlessRun(desktop, shop)
  const close = () => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await answerWith(desktop, 0)
  await close()
  await expect.poll(() => asked(desktop)).toEqual([expect.stringMatching(/^A job is still running: /)])
  await expect(desktop.page.getByRole('dialog').getByRole('button', { name: 'Cancel the run' })).toBeVisible()
  expect(await sleeping(shop)).toBe(1)
  await answerWith(desktop, 1)
  const ended = desktop.app.waitForEvent('close')
  await close()
  await ended
  await expect.poll(() => sleeping(shop)).toBe(0)
})

test('a password that was typed lies nowhere in plain text', async ({ desktop, shop, launcher }) => {
  const secret = 'Planted-Secret-4711'
  await connect(desktop, { ...shop, url: shop.url.replace('postgres@', `postgres:${secret}@`) })
  await launcher.quit(desktop)
  const files = readdirSync(launcher.home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  expect(files.length).toBeGreaterThan(5)
  expect(files.filter((file) => readFileSync(file, 'latin1').includes(secret))).toEqual([])
})
