import { join } from 'node:path'
import { expect, test } from './support/real.ts'

const migrations = join(import.meta.dirname, '../../migrations-sample')

test.setTimeout(120_000)

test('the main job: connect by URL, doctor, see what is pending, apply with a backup, timeline, restore', async ({ page, studio }) => {
  await studio.open(page)
  await page.getByRole('main').getByRole('button', { name: 'Connect a database' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Connection URL').fill(studio.databaseUrl)
  await form.getByLabel('Connection URL').press('Enter')
  await expect(form.getByLabel('Database')).toHaveValue(/^shop_/)
  await form.getByLabel('Name', { exact: true }).fill('shop')
  await form.getByLabel('Folder', { exact: true }).fill(migrations)
  await form.getByRole('button', { name: 'Save' }).click()

  const report = page.getByRole('status', { name: 'Connection test' })
  await expect(report.getByText(/^(all well|works, )/)).toBeVisible()
  await expect(page.getByRole('banner').getByText(/^\d+ pending$/)).toBeVisible()

  await page.getByRole('navigation').getByRole('button', { name: 'Migrations' }).click()
  await page.getByRole('button', { name: /^Apply .*shop/ }).first().click()
  const apply = page.getByRole('dialog')
  await apply.getByRole('button', { name: /^Apply \d+ migrations to shop/ }).click()
  await expect(apply.getByText(/migrations were applied to shop/)).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await expect(page.getByRole('banner').getByText('up to date')).toBeVisible()

  await page.getByRole('navigation').getByRole('button', { name: 'Timeline' }).click()
  const events = page.getByRole('listbox', { name: 'Events, the newest first' })
  await expect(events.getByRole('option').filter({ hasText: 'applied' }).first()).toBeVisible()
  await expect(page.getByRole('list', { name: 'Signs' }).getByText('backup')).toBeVisible()

  await page.getByRole('navigation').getByRole('button', { name: 'Backups' }).click()
  await expect(page.getByRole('grid').getByText('before migrating')).toBeVisible()
  await page.getByRole('button', { name: 'Restore…' }).click()
  const wizard = page.getByRole('dialog')
  await wizard.getByRole('textbox', { name: 'New database' }).fill(`again_${Date.now()}`)
  await wizard.getByRole('button', { name: 'Next' }).click()
  await wizard.getByRole('button', { name: /^Restore into again_/ }).click()
  await expect(wizard.getByText('Restored and verified')).toBeVisible({ timeout: 60_000 })
})

test('an unreachable server is said on the card and by the doctor, with the cause', async ({ page, studio }) => {
  await studio.open(page, '#/environments?do=create')
  const form = page.getByRole('dialog')
  await form.getByLabel('Name', { exact: true }).fill('nowhere')
  await form.getByLabel('Host').fill('127.0.0.1')
  await form.getByLabel('Port').fill('1')
  await form.getByLabel('Database').fill('shop')
  await form.getByLabel('User').fill('anna')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status', { name: 'Connection test' }).getByText('does not work')).toBeVisible()
  await expect(page.getByRole('main').getByText(/Nothing answers at 127\.0\.0\.1:1/).first()).toBeVisible()
})

test('the sample opens with three environments at different versions', async ({ page, studio }) => {
  await studio.open(page)
  await page.getByRole('button', { name: 'Open the sample' }).click()
  await expect(page.getByRole('heading', { name: 'Production', exact: true })).toBeVisible({ timeout: 90_000 })
  await expect(page.getByRole('article')).toHaveCount(3)
  await expect(page.getByRole('article').filter({ hasText: 'production' }).getByText('pending')).toBeVisible({ timeout: 20_000 })
})
