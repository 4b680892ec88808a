import type { Page } from '@playwright/test'
import { expect, test, violations } from './support/fake.ts'

/** From the palette, which stands on every screen. */
async function goBackTo(page: Page, version: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.locator('.mantine-Spotlight-search input, input.mantine-Spotlight-search').fill('earlier state')
  await page.keyboard.press('Enter')
  await page.getByLabel('Back to the state of version').selectOption(version)
  await page.getByRole('button', { name: 'Plan the way back' }).click()
}

test('the ways back are shown with their steps and losses; a missing undo is written by the trial, and production wants its name and a reason', async ({ page, open }) => {
  await open('#/timeline?env=prod')
  await goBackTo(page, '9')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('radio', { name: /Undo the migrations/ })).toBeChecked()
  await expect(dialog.getByText('after a trial')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Go back on production' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Try it in a shadow' }).click()
  await expect(dialog.getByText('It works: afterwards the schema is what it was then.')).toBeVisible()
  await expect(dialog.getByRole('row', { name: /public\.products, values of search 12,044/ })).toBeVisible()
  expect(await violations(page)).toEqual([])
  const go = dialog.getByRole('button', { name: 'Go back on production' })
  await expect(go).toBeDisabled()
  await dialog.getByLabel('Type production to confirm').fill('production')
  await dialog.getByLabel('Reason').fill('CHG-1190')
  await go.click()
  await expect(dialog.getByRole('heading', { name: 'production is back at version 9' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Go forward again…' }).click()
  await expect(dialog.getByRole('group', { name: 'Way back' })).toBeVisible()
})

test('a backup is another way: its losses are told by table, and at the end where the replaced database is', async ({ page, open }) => {
  await open('#/timeline?env=stg')
  await goBackTo(page, '12')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: /Restore the backup of/ }).click()
  await expect(dialog.getByText(/48,120 changes in 3 tables, written since the backup of/)).toBeVisible()
  await expect(dialog.getByRole('list', { name: 'Steps of the way back' }).getByText('Swap: the restored database takes the name')).toBeVisible()
  await dialog.getByRole('button', { name: 'Go back on staging' }).click()
  await expect(dialog.getByText(/kept as shop_replaced_20261123/)).toBeVisible()
})

test('one that stops in the middle says what was done and what can be done next, also after the window was reloaded', async ({ page, open }) => {
  await open('#/timeline?env=stg', { rollback: 'stops' })
  await goBackTo(page, '12')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Go back on staging' }).click()
  await expect(dialog.getByRole('heading', { name: 'The way back on staging stopped in the middle' })).toBeVisible()
  await expect(dialog.getByText('Not done: undo of version 13.')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  const bar = page.getByRole('alert').filter({ hasText: 'A way back on staging stopped at step 3 of 4.' })
  await expect(bar).toBeVisible()
  await page.reload()
  await bar.getByRole('button', { name: 'Leave it so' }).click()
  await expect(bar).toHaveCount(0)
})

test('where no way leads there, each says why', async ({ page, open }) => {
  await open('#/timeline?env=prod', { rollback: 'impossible' })
  await goBackTo(page, '9')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('V11__order_indexes.sql was changed since it was applied')).toBeVisible()
  await expect(dialog.getByText('There is no whole backup of this database from before that point that is in order.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^(Try|Go back)/ })).toHaveCount(0)
})
