import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test, violations } from './support/fake.ts'

/** Chooses a side by the keyboard alone. */
async function choose(page: Page, label: string, name: string): Promise<void> {
  const box = page.getByRole('combobox', { name: label })
  await box.fill(name)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(box).toHaveValue(name)
}

async function compare(page: Page): Promise<void> {
  await choose(page, 'A, as it is', 'staging')
  await choose(page, 'B, as it shall be', 'production')
  await page.getByRole('main').getByRole('button', { name: 'Compare', exact: true }).click()
}

const tree = (page: Page) => page.getByRole('tree', { name: 'Differences' })

test('two environments are compared, and what differs stands in a tree', async ({ page, open }) => {
  await open('#/compare?env=stg')
  await compare(page)
  await expect(page.getByText('24 differences')).toBeVisible()
  await expect(page.getByText('+ 11 added')).toBeVisible()
  await expect(tree(page).getByRole('treeitem', { name: 'column total, changed' })).toHaveAttribute('aria-checked', 'true')
  await expect(page.getByText('5 folded away and left as they are:')).toBeVisible()
})

test('privileges are folded away until they are asked for, and are planned only then', async ({ page, open }) => {
  await open('#/compare?env=stg')
  await compare(page)
  await page.getByRole('tab', { name: 'Plan' }).click()
  await expect(page.getByText('REVOKE SELECT')).toHaveCount(0)
  await expect(page.getByText('23 statements in 3 transactions')).toBeVisible()
  await page.getByRole('button', { name: /^privileges/ }).click()
  await expect(page.getByText('25 statements in 3 transactions')).toBeVisible()
  await expect(tree(page).getByRole('treeitem', { name: 'privileges shop_reports, removed' })).toBeVisible()
})

test('the tree is walked, opened and ticked by keys', async ({ page, open }) => {
  await open('#/compare?env=stg')
  await compare(page)
  await tree(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowLeft')
  await expect(tree(page).getByRole('treeitem', { name: /^public,/ })).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowRight')
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(tree(page).getByRole('treeitem', { name: 'column cancelled_at, added' })).toHaveAttribute('aria-checked', 'false')
  await expect(tree(page).getByRole('treeitem', { name: 'table orders, changed' })).toHaveAttribute('aria-checked', 'mixed')
  await expect(tree(page).getByRole('treeitem', { name: /^public,/ })).toHaveAttribute('aria-checked', 'mixed')
  await expect(page.getByText('23 of 24 taken')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Result' })).toBeFocused()
})

test('what is not ticked but needed comes along and is named', async ({ page, open }) => {
  await open('#/compare?env=stg')
  await compare(page)
  await page.getByRole('button', { name: 'Take none' }).click()
  await page.getByRole('tab', { name: 'Plan' }).click()
  await expect(page.getByText('Nothing is ticked')).toBeVisible()
  await tree(page).getByRole('treeitem', { name: 'view order_summary, changed' }).click()
  await tree(page).focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('1 difference that is not ticked comes along:')).toBeVisible()
  await expect(page.getByText('column:public.orders.cancelled_at, needed by view:public.order_summary')).toBeVisible()
})

test('a probable rename is asked, and nothing is renamed unless a person says so', async ({ page, open }) => {
  await open('#/compare?env=stg')
  await compare(page)
  await page.getByRole('tab', { name: 'Plan' }).click()
  await expect(page.getByText('All rows of public.customer are lost, about 48,120.').first()).toBeVisible()
  await expect(page.getByText('RENAME TO')).toHaveCount(0)
  await page.getByRole('button', { name: 'Yes, renamed' }).click()
  await expect(page.getByText('ALTER TABLE public.customer RENAME TO customers;')).toBeVisible()
  await expect(page.getByText('All rows of public.customer are lost')).toHaveCount(0)
  await page.getByRole('button', { name: 'Ask again' }).click()
  await expect(page.getByText('Is public.customer now public.customers?')).toBeVisible()
})

test('the definition of an object stands on both sides with its attributes above', async ({ page, open }) => {
  await open('#/compare?env=stg')
  await compare(page)
  await tree(page).getByRole('treeitem', { name: 'table orders, changed' }).click()
  const result = page.getByRole('region', { name: 'Result' })
  await expect(result.getByRole('row', { name: /total type/ })).toContainText('integer')
  await expect(result.locator('.monaco-diff-editor .line-delete').first()).toBeVisible()
  await expect(result.locator('.monaco-diff-editor .line-insert').first()).toBeVisible()
  await result.getByRole('button', { name: 'public.order_summary' }).click()
  await expect(result.getByRole('heading', { name: 'public.order_summary' })).toBeVisible()
  await tree(page).getByRole('treeitem', { name: 'function current_customer(), added' }).click()
  await expect(result.getByText('not in A')).toBeVisible()
})

test('each statement says what it blocks, and what it loses', async ({ page, open }) => {
  await open('#/compare?env=stg')
  await compare(page)
  await page.getByRole('tab', { name: 'Plan' }).click()
  const first = page.getByRole('region', { name: 'Statements' }).getByRole('listitem').filter({ hasText: 'ALTER COLUMN total TYPE bigint' })
  await expect(first.getByText('blocks reads and writes of public.orders')).toBeVisible()
  await expect(first.getByText('writes all rows of public.orders anew')).toBeVisible()
  await page.getByText('Undo', { exact: true }).click()
  await expect(page.getByText('turns production back into staging')).toBeVisible()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as file…' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toBe('production-to-staging.sql')
  expect(readFileSync(await file.path(), 'utf8')).toContain('BEGIN;')
})

test('a migration is written into the folder of an environment and opened', async ({ page, open }) => {
  await open('#/compare?env=stg')
  await compare(page)
  await page.getByRole('button', { name: 'Write migration…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Version')).toHaveValue('18')
  await expect(dialog.getByText('All values of public.products.sku are lost.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Write files' })).toBeDisabled()
  await dialog.getByLabel('Description').fill('order totals')
  await dialog.getByRole('button', { name: 'Write files' }).click()
  await expect(dialog.getByRole('alert')).toContainText('exists already')
  await dialog.getByLabel('Description').fill('bring staging up')
  await dialog.getByRole('button', { name: 'Write files' }).click()
  await expect(dialog.getByText('V18__bring_staging_up.sql')).toBeVisible()
  await dialog.getByRole('button', { name: 'Open in Migrations' }).click()
  await expect(page).toHaveURL(/migrations\/V18__bring_staging_up\.sql\?env=stg/)
})

test('a plan that has changed is not written, and the new one can be looked at', async ({ page, open }) => {
  await open('#/compare?env=stg', { compare: 'plan_changes' })
  await compare(page)
  await page.getByRole('button', { name: 'Write migration…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Description').fill('x')
  await dialog.getByRole('button', { name: 'Write files' }).click()
  await dialog.getByRole('button', { name: 'Look at the new plan' }).click()
  await expect(dialog.getByRole('button', { name: 'Write files' })).toBeEnabled()
})

test('equal schemas are said to be equal', async ({ page, open }) => {
  await open('#/compare?env=stg', { compare: 'equal' })
  await compare(page)
  await expect(page.getByText('The two schemas are equal')).toBeVisible()
  await expect(page.getByText('5c0e41d75c0e41d7…')).toHaveCount(2)
})

test('a comparison shows the progress of each side, goes on without the screen, and can be cancelled', async ({ page, open }) => {
  await open('#/compare?env=stg', { pace: 700 })
  await compare(page)
  await expect(page.getByRole('progressbar', { name: /^A, staging/ })).toBeVisible()
  await expect(page.getByRole('progressbar', { name: /^B, production/ })).toBeVisible()
  await page.getByRole('navigation').getByRole('button', { name: 'Backups' }).click()
  await page.getByRole('navigation').getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('The comparison was cancelled')).toBeVisible()
  await page.getByRole('button', { name: 'Compare again' }).click()
  await expect(page.getByText('24 differences')).toBeVisible({ timeout: 20_000 })
  await page.reload()
  await expect(page.getByText('24 differences')).toBeVisible()
})

test('a side that does not answer, or no place for a shadow, is said with the next step', async ({ page, open }) => {
  await open('#/compare?env=stg')
  await choose(page, 'A, as it is', 'staging')
  await choose(page, 'B, as it shall be', 'warehouse')
  await page.getByRole('main').getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(page.getByText('Nothing answers at warehouse.example.org:5432')).toBeVisible()
  await page.getByRole('button', { name: 'Change warehouse' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('a plan that is impossible says so beside the differences', async ({ page, open }) => {
  await open('#/compare?env=stg', { compare: 'plan_impossible' })
  await compare(page)
  await page.getByRole('tab', { name: 'Plan' }).click()
  await expect(page.getByText('Take fewer differences at a time, or write that step by hand.')).toBeVisible()
  await expect(tree(page)).toBeVisible()
})

test('a comparison that is no longer kept can be made again', async ({ page, open }) => {
  await open('#/compare?env=stg', { compare: 'gone' })
  await compare(page)
  await expect(page.getByText('This comparison is no longer kept')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Compare again' })).toBeVisible()
})

test('a link to a comparison that nobody knows says so', async ({ page, open }) => {
  await open('#/compare/nothing-of-the-kind?env=stg')
  await expect(page.getByText('This comparison is no longer kept')).toBeVisible()
})

test('two thousand differences keep few lines in the page, and the filter finds one', async ({ page, open }) => {
  await open('#/compare?env=stg', { compare: 'many' })
  await compare(page)
  await expect(page.getByText('2,000 differences')).toBeVisible()
  expect(await page.getByRole('treeitem').count()).toBeLessThan(80)
  await tree(page).focus()
  await page.keyboard.press('End')
  await expect(page.getByRole('treeitem', { selected: true })).toHaveAccessibleName('column value, changed')
  await page.getByLabel('Filter by name').fill('measurement_417')
  await expect(page.getByRole('treeitem')).toHaveCount(6)
})

test('the drift of an environment is one click away', async ({ page, open }) => {
  await open('#/compare?env=stg')
  await page.getByRole('button', { name: 'Check drift of staging' }).click()
  await expect(page.getByText('24 differences')).toBeVisible()
  await expect(page.getByText('A, Applied migrations').first()).toBeVisible()
})

test('a folder is compared at one of its versions', async ({ page, open }) => {
  await open('#/compare?env=stg')
  await choose(page, 'A, as it is', 'Migrations of development')
  const version = page.getByRole('combobox', { name: 'Version of A' })
  await version.click()
  await page.getByRole('option', { name: /^at V14/ }).click()
  await expect(version).toHaveValue('at V14')
})

for (const theme of ['light', 'dark'] as const) {
  test(`the screen breaks no rule of WCAG 2.2 AA in ${theme}, from its first page to the dialog`, async ({ page, open }) => {
    await open('#/compare?env=stg', { compare: 'gaps', settings: { theme } })
    await page.getByRole('combobox', { name: 'A, as it is' }).waitFor()
    expect(await violations(page)).toEqual([])
    await compare(page)
    await tree(page).getByRole('treeitem', { name: 'table orders, changed' }).click()
    await page.getByRole('button', { name: /^owners/ }).click()
    await page.locator('.monaco-diff-editor .view-line').first().waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('tab', { name: 'Plan' }).click()
    await page.getByRole('region', { name: 'Statements' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Write migration…' }).click()
    await page.getByRole('dialog').getByLabel('Description').waitFor()
    await page.evaluate(() => document.getAnimations().forEach((animation) => animation.effect?.getComputedTiming().iterations !== Infinity && animation.finish()))
    expect(await violations(page)).toEqual([])
  })
}

test('in Chinese the whole screen speaks Chinese', async ({ page, open }) => {
  await open('#/compare?env=stg', { settings: { language: 'zh-CN' } })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('比较')
  await page.getByRole('button', { name: '检查 staging 的漂移' }).click()
  await expect(page.getByText('24 处差异')).toBeVisible()
  await expect(page.getByRole('treeitem', { name: '列 total，更改' })).toBeVisible()
})
