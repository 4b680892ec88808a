import { expect, test } from './desktop.ts'

test.setTimeout(180_000)

test('a pending migration of the sample is previewed in the window, its effect is told and its undo tried', async ({ launcher }) => {
  const studio = await launcher.open(['--open-sample'])
  const { page } = studio
  await page.getByRole('main').getByRole('button', { name: 'staging', exact: true }).waitFor({ timeout: 60_000 })
  await page.getByRole('banner').getByRole('button', { name: /choose another/ }).click()
  await page.getByRole('menuitem', { name: /staging/ }).click()
  await page.getByRole('navigation').getByRole('button', { name: 'Migrations' }).click()
  await page.getByRole('option', { name: /drop legacy erp code/ }).click()
  await expect(page.getByText('dangerous', { exact: true }).first()).toBeVisible({ timeout: 120_000 })
  await expect(page.getByText(/legacy_erp_code is gone, with its values in 60 rows/).first()).toBeVisible()
  await expect(page.getByText('schema only', { exact: true }).first()).toBeVisible()
  expect(studio.problems).toEqual([])
  await launcher.quit(studio)
})
