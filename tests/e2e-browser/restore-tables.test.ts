import type { Locator, Page } from '@playwright/test'
import { expect, test, violations } from './support/fake.ts'

async function toTables(page: Page, backup: number): Promise<Locator> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('option').nth(backup).click()
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByRole('radio', { name: 'Chosen tables' }).click()
  await dialog.getByRole('button', { name: 'Next' }).click()
  return dialog
}

test('chosen tables of a backup go into a schema beside, and the end says where they are', async ({ page, open }) => {
  await open('#/backups?env=stg&do=restore', { pace: 10 })
  const dialog = await toTables(page, 1)
  await expect(dialog.getByRole('button', { name: 'Restore 0 tables' })).toBeDisabled()
  await dialog.getByLabel('Find a table').fill('cust')
  await expect(dialog.getByRole('region', { name: 'Tables of the backup' }).getByRole('listitem')).toHaveCount(1)
  await dialog.getByLabel('public.customers').check()
  await dialog.getByLabel('Find a table').fill('')
  await dialog.getByLabel('public.payments').check()
  await expect(dialog).toContainText('2 tables chosen')
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Restore 2 tables' }).click()
  await expect(dialog.getByRole('status')).toContainText('2 tables are in schema restored_20261123_1405')
  await expect(dialog.getByRole('status')).toContainText('Nothing that existed was touched')
  await expect(dialog.getByRole('status').getByRole('listitem').first()).toContainText('rows in restored_20261123_1405.customers')
})

test('chosen tables are merged only after their differences are shown, ticked and confirmed; what cannot be merged stays beside', async ({ page, open }) => {
  await open('#/backups?env=prod&do=restore', { pace: 10 })
  const dialog = await toTables(page, 0)
  await dialog.getByLabel('public.customers').check()
  await dialog.getByLabel('public.payments').check()
  await dialog.getByRole('radio', { name: 'Merge into the present tables' }).click()
  const confirm = async () => {
    await dialog.getByRole('textbox', { name: /production/ }).fill('production')
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Customers were deleted')
  }
  await confirm()
  await dialog.getByRole('button', { name: 'Restore and compare 2 tables' }).click()
  const rows = dialog.getByRole('region', { name: 'Differences' }).getByRole('row')
  await expect(rows.nth(1)).toHaveText(/public\.customers1232/)
  await expect(rows.nth(2)).toContainText('Cannot be merged. The table has no primary key')
  await expect(dialog.getByLabel('Insert 12 missing rows')).toBeChecked()
  await expect(dialog.getByRole('button', { name: 'Merge 12 rows' })).toBeDisabled()
  await dialog.getByText('Look at some of the rows').click()
  await expect(dialog.getByRole('region', { name: 'Rows of public.customers' })).toContainText('eva@example.com')
  await dialog.getByLabel('Also overwrite 3 changed rows').check()
  await confirm()
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Merge 15 rows' }).click()
  const end = dialog.getByRole('status')
  await expect(end).toContainText('public.customers: 12 inserted, 3 updated, 0 deleted.')
  await expect(end).toContainText('2 rows that the backup does not have were left.')
  await expect(end).toContainText('Not merged: public.payments')
  await expect(end).toContainText(/A backup of the database as it was before is in the list of backups: shop_/)
})
