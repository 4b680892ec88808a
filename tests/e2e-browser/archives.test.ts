import { expect, test, violations } from './support/fake.ts'

test('data that migrations kept is listed with its size and its end, beside the backups', async ({ page, open }) => {
  await open('#/backups?env=stg')
  await page.getByText('Kept data', { exact: true }).click()
  const list = page.getByRole('grid', { name: 'Kept data' })
  await expect(list.getByRole('row')).toHaveCount(6)
  await expect(list.getByRole('row', { name: /public\.products \(legacy_sku\).*48,120/ })).toBeVisible()
  await expect(list.getByRole('row', { name: /public\.customers.*time is over/ })).toBeVisible()
  await list.getByRole('row', { name: /payments_2019/ }).click()
  await expect(page.getByText('so it cannot take its name back')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Put back…' })).toBeDisabled()
  expect(await violations(page)).toEqual([])
})

test('archived values are put back by a job, and production asks for its name and a reason', async ({ page, open }) => {
  await open('#/backups/kept?env=prod')
  await page.getByRole('button', { name: 'Put back…' }).click()
  const dialog = page.getByRole('dialog')
  const go = dialog.getByRole('button', { name: 'Put back into production' })
  await expect(go).toBeDisabled()
  await dialog.getByRole('textbox').first().fill('production')
  await dialog.getByRole('textbox').nth(1).fill('CHG-1190')
  await go.click()
  await expect(dialog.getByText('The data is back.')).toBeVisible()
})

test('archives whose time is over are shown before they are dropped', async ({ page, open }) => {
  await open('#/backups/kept?env=stg')
  await page.getByRole('button', { name: '1 has expired…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('public.customers')).toBeVisible()
  await dialog.getByRole('button', { name: 'Drop 900 kB' }).click()
  await expect(page.getByRole('grid', { name: 'Kept data' }).getByRole('row')).toHaveCount(5)
})

test('where nothing is kept, it says how something would be', async ({ page, open }) => {
  await open('#/backups/kept?env=stg', { mood: 'empty' })
  await expect(page.getByText('Choose an environment').or(page.getByText('Nothing is kept'))).toBeVisible()
})
