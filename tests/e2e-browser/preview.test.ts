import type { Page } from '@playwright/test'
import { expect, test, violations } from './support/fake.ts'

const totals = '#/migrations/V16__order_totals.sql?env=stg'
const main = (page: Page) => page.locator('[data-migration-page]')
const side = (page: Page) => page.getByRole('region', { name: 'What it does' })
const lines = (page: Page) => page.getByRole('list', { name: 'What each statement took' })
const sql = (page: Page) => page.getByRole('textbox', { name: /^SQL of V16/ })

const calm = (page: Page) => page.evaluate(() => document.getAnimations().forEach((animation) => animation.effect?.getComputedTiming().iterations !== Infinity && animation.finish()))

async function previewed(page: Page): Promise<void> {
  await expect(main(page).getByText(/^Previewed on a shadow of staging/)).toBeVisible({ timeout: 25_000 })
}

async function intoSql(page: Page): Promise<void> {
  await expect(sql(page)).toBeAttached()
  await expect(async () => {
    await page.keyboard.press('Alt+1')
    await expect(sql(page)).toBeFocused({ timeout: 500 })
  }).toPass()
}

/** Writes at the end of the text. */
async function write(page: Page, text: string): Promise<void> {
  await intoSql(page)
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText(text)
}

test('a pending migration says by itself what each statement takes, what changes and what is proved', async ({ page, open }) => {
  await open(totals)
  await previewed(page)
  await expect(lines(page).getByRole('listitem').first()).toHaveText(/^ACCESS EXCLUSIVE on orders, reads and writes wait, rewrites the table, 12.3M rows, builds 2 indexes, about 40 s, 4.1 GB of WAL$/)
  await expect(page.locator('.view-zones').getByText('ROW EXCLUSIVE on orders')).toBeVisible()
  await expect(side(page).getByText(/^Table orders is written anew/)).toBeVisible()
  await expect(side(page).getByRole('table', { name: 'Right now on staging' }).getByRole('row')).toHaveCount(4)
  await expect(main(page).getByText('schema only', { exact: true })).toBeVisible()
  await expect(page.locator('.monaco-diff-editor .line-insert').first()).toBeAttached()
  await page.getByRole('listbox', { name: 'Objects that differ' }).getByRole('option', { name: /revenue/ }).click()
  await expect(main(page).getByText('view public.revenue', { exact: true })).toBeVisible()
  await expect(page.getByRole('listbox', { name: 'Migrations of staging' }).getByRole('option', { name: /V17/ })).toContainText('loses data')
})

test('an edit is marked, outlives other screens, and is previewed with Ctrl Enter', async ({ page, open }) => {
  await open(totals)
  await previewed(page)
  await write(page, '\nALTER TABLE customers ADD COLUMN phone text;\n')
  await expect(main(page).getByText('edited', { exact: true })).toBeVisible()
  await expect(main(page).getByText(/as of the text before/)).toBeVisible()
  await expect(lines(page).getByRole('listitem').last()).toHaveText('4 ALTER TABLE, not previewed yet')
  await page.getByRole('navigation').getByRole('button', { name: 'Backups' }).click()
  await page.getByRole('navigation').getByRole('button', { name: 'Migrations' }).click()
  await page.getByRole('option', { name: /V16/ }).first().click()
  await expect(page.getByRole('img', { name: 'edited' })).toBeVisible()
  await expect(lines(page).getByRole('listitem')).toHaveCount(4)
  await page.keyboard.press('Control+Enter')
  await expect(lines(page).getByRole('listitem').last()).toHaveText(/^ACCESS EXCLUSIVE on customers/)
  await intoSql(page)
  await expect(async () => {
    await page.keyboard.press('Control+z')
    await expect(main(page).getByText('edited', { exact: true })).toHaveCount(0, { timeout: 1_000 })
  }).toPass()
})

test('a file that somebody else has saved is not overwritten before both texts were seen', async ({ page, open }) => {
  await open(totals, { save: 'file_changed' })
  await previewed(page)
  await write(page, '-- mine\n')
  await page.keyboard.press('Control+s')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('V16__order_totals.sql was changed on the disk')).toBeVisible()
  await expect(dialog.locator('.monaco-diff-editor .view-line').first()).toBeAttached()
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(main(page).getByText('edited', { exact: true })).toHaveCount(0)
  await expect(page.locator('.view-line').getByText('-- mine').first()).toBeVisible()
})

test('a migration that was applied meanwhile is saved only if a person says so', async ({ page, open }) => {
  await open(totals, { save: 'already_applied' })
  await previewed(page)
  await write(page, '-- mine\n')
  await main(page).getByRole('button', { name: 'Save', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/breaks its checksum/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Save all the same' }).click()
  await expect(main(page).getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
})

test('a finding is gone to, cured, taken back and waived with a reason', async ({ page, open }) => {
  await open(totals)
  await previewed(page)
  await intoSql(page)
  await page.keyboard.press('F8')
  await page.keyboard.press('F8')
  await side(page).getByRole('button', { name: 'Set lock_timeout first' }).click()
  await expect(page.locator('.view-line').getByText("'2s'").first()).toBeVisible()
  await intoSql(page)
  await page.keyboard.press('Control+z')
  await expect(page.locator('.view-line').getByText("'2s'")).toHaveCount(0)
  await side(page).getByRole('listitem').filter({ hasText: 'S402' }).getByRole('button', { name: 'Waive…' }).click()
  await page.getByRole('dialog').getByLabel('Reason').fill('the table is empty at night')
  await page.getByRole('dialog').getByRole('button', { name: 'Write the waiver' }).click()
  await expect(page.locator('.view-line').getByText('-- strata:allow S402: the table is empty at night')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(side(page).getByText('S402')).toHaveCount(0)
})

test('a cure with a second half offers that as a migration of its own', async ({ page, open }) => {
  await open(totals)
  await previewed(page)
  await side(page).getByRole('button', { name: 'Add a bigint column and swap later' }).click()
  const dialog = page.getByRole('dialog', { name: 'A migration of its own' })
  await expect(dialog.getByLabel('Description')).toHaveValue('swap order totals')
  await expect(dialog.getByText('RENAME COLUMN total_new TO total')).toBeVisible()
  await expect(page.locator('.view-line').getByText('total_new').first()).toBeAttached()
  await dialog.getByRole('button', { name: 'Create the file' }).click()
  await expect(page).toHaveURL(/V18__swap_order_totals\.sql/)
})

test('data that a statement destroys is archived in the script and its undo, and then proved', async ({ page, open }) => {
  await open('#/migrations/V17__drop_legacy_sku.sql?env=stg')
  await previewed(page)
  const ways = side(page).getByRole('group', { name: 'What becomes of the data of statement 1' })
  await expect(ways.getByRole('button', { name: 'Discard' })).toHaveAttribute('aria-pressed', 'true')
  await ways.getByRole('button', { name: /^Archive/ }).click()
  await expect(page.locator('.view-line').getByText('strata_archive.products_sku').first()).toBeVisible()
  await expect(main(page).getByText('undo edited')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(main(page).getByText('proved', { exact: true })).toBeVisible()
  await main(page).getByRole('button', { name: 'Open undo' }).click()
  await expect(page.locator('[data-pane="undo"] .view-line').getByText('UPDATE products SET sku').first()).toBeAttached()
  await page.keyboard.press('Control+s')
  await expect(main(page).getByText('undo edited')).toHaveCount(0)
})

test('how the preview is made is chosen in a menu, and kept for the next', async ({ page, open }) => {
  await open(totals)
  await previewed(page)
  await page.getByRole('button', { name: 'Preview options and more' }).click()
  await page.getByRole('menuitemcheckbox', { name: /Prove the undo/ }).click()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Enter')
  await expect(main(page).getByText('not proved', { exact: true })).toBeVisible()
})

test('progress is shown, cancel reaches it, and what runs is replaced by a new one', async ({ page, open }) => {
  await open(totals, { pace: 6_000 })
  const running = page.getByRole('status', { name: 'Preview is running' })
  await expect(running.getByRole('progressbar')).toBeVisible()
  await expect(sql(page)).toBeAttached()
  await running.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('The preview was cancelled. Nothing was changed.')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(running).toBeVisible()
})

test('without a server for shadows the ways on are named, and production asks for its name', async ({ page, open }) => {
  await open('#/migrations/V12__stock.sql?env=prod', { preview: 'shadow_unavailable' })
  await expect(main(page).getByText('Not previewed yet')).toBeVisible()
  await main(page).getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Name a shadow server…' })).toBeVisible()
  await page.getByRole('button', { name: 'Run on production, rolled back…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'Run and roll back' })).toBeDisabled()
  await dialog.getByLabel('Type production to confirm').fill('production')
  await dialog.getByRole('button', { name: 'Run and roll back' }).click()
  await expect(main(page).getByText(/^Previewed on production, rolled back/)).toBeVisible()
  await expect(main(page).getByText('differs', { exact: true })).toBeVisible()
})

test('a statement that fails is said with its place, and the rest of the batch as not run', async ({ page, open }) => {
  await open(totals)
  await previewed(page)
  await write(page, '\nALTER TABLE orders DROP COLUMN nosuch_total;\n')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Statement 4 fails in line 9')).toBeVisible()
  await page.getByRole('button', { name: 'Go to line 9' }).click()
  await expect(page.locator('.view-zones').getByText(/42703/)).toBeVisible()
  await expect(page.getByRole('option', { name: /V17/ }).first()).toContainText('not reached')
})

test('the pending batch is told migration by migration, and a preview that is gone is offered again', async ({ page, open }) => {
  await open('#/migrations?env=stg')
  const steps = page.getByRole('listbox', { name: 'Steps of the plan' })
  await expect(steps.getByRole('option').nth(1)).toContainText('Column orders.total becomes bigint', { timeout: 25_000 })
  await expect(page.getByRole('region', { name: 'What the batch does' }).getByText('About 45 s on staging').or(page.getByText('about 45 s on staging'))).toBeVisible()
  await steps.getByRole('option').nth(1).press('Enter')
  await expect(sql(page)).toBeAttached()
  await open(totals, { preview: 'gone' })
  await expect(page.getByText('This preview is no longer kept.', { exact: false })).toBeVisible()
  await expect(main(page).getByRole('button', { name: 'Preview again' }).first()).toBeVisible()
})

for (const [theme, width, height] of [['light', 1440, 900], ['dark', 1024, 640]] as const) {
  test(`batch, panes and dialogs break no rule of WCAG 2.2 AA in ${theme} at ${width}`, async ({ page, open }) => {
    test.slow()
    await page.setViewportSize({ width, height })
    await open('#/migrations?env=stg', { settings: { theme } })
    await expect(page.getByRole('listbox', { name: 'Steps of the plan' }).getByText(/becomes bigint/)).toBeVisible({ timeout: 25_000 })
    expect(await violations(page)).toEqual([])
    await page.getByRole('listbox', { name: 'Steps of the plan' }).getByRole('option').nth(1).click()
    await previewed(page)
    await page.keyboard.press('Alt+2')
    await page.locator('.monaco-diff-editor .view-line').first().waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Alt+3')
    await page.locator('[data-pane="undo"] .view-line').first().waitFor()
    await side(page).getByRole('button', { name: 'Waive…' }).first().click()
    await page.getByRole('dialog').getByLabel('Reason').waitFor()
    await calm(page)
    expect(await violations(page)).toEqual([])
  })
  test(`the menu of options and the tip of its button break no rule of WCAG 2.2 AA in ${theme} at ${width}`, async ({ page, open }) => {
    test.slow()
    await page.setViewportSize({ width, height: height / 2 })
    await open(totals, { settings: { theme } })
    await previewed(page)
    const button = page.getByRole('button', { name: 'Preview options and more' })
    await button.hover()
    await page.getByRole('tooltip').waitFor()
    await calm(page)
    expect(await violations(page)).toEqual([])
    await button.click()
    await page.getByRole('menuitemradio').first().waitFor()
    await calm(page)
    expect(await violations(page)).toEqual([])
  })
}
