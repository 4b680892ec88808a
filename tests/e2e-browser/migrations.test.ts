import type { Page } from '@playwright/test'
import { expect, test, violations } from './support/fake.ts'

const staging = '#/migrations?env=stg'

async function openDialog(page: Page, env = 'staging') {
  await page.getByRole('button', { name: `Apply to ${env}…` }).click()
  return page.getByRole('dialog')
}

async function start(page: Page) {
  const dialog = await openDialog(page)
  await dialog.getByRole('button', { name: /^Apply \d+ migrations to staging/ }).click()
  return dialog
}

test('the plan stands on the screen before anyone asks: steps, SQL, what happens around them', async ({ page, open }) => {
  await open(staging)
  const steps = page.getByRole('listbox', { name: 'Steps of the plan' })
  await expect(steps.getByRole('option')).toHaveCount(3)
  await expect(page.getByText('Next: V15 to V17')).toBeVisible()
  await expect(page.getByText('A backup of staging is made first.')).toBeVisible()
  await steps.getByRole('option').nth(1).click()
  await expect(page.getByRole('textbox', { name: /^SQL of V16__order_totals.sql/ })).toBeAttached()
  await expect(page.locator('.view-zones').getByText('ROW EXCLUSIVE on orders')).toBeVisible()
})

test('an apply shows each migration and statement, and ends with figures', async ({ page, open }) => {
  await open(staging)
  const dialog = await start(page)
  await expect(dialog.getByRole('heading', { name: '3 migrations were applied to staging' })).toBeVisible()
  await expect(dialog.getByText('14 to 17')).toBeVisible()
  await dialog.getByRole('button', { name: 'See the timeline' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Timeline' })).toBeVisible()
})

test('a failed statement is shown with its place, SQLSTATE and the state of the database, and opens the file there', async ({ page, open }) => {
  await open(staging, { trouble: 'statement_fails' })
  const dialog = await start(page)
  await expect(dialog.getByRole('heading', { name: 'V16__order_totals.sql failed on staging' })).toBeVisible()
  await expect(dialog.getByText('23514')).toBeVisible()
  await expect(dialog.getByText(/V16 was rolled back/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Open the file at line 4' }).click()
  await expect(page.getByRole('textbox', { name: 'SQL of V16__order_totals.sql' })).toBeAttached()
  await expect(page.locator('.view-zones').getByText(/23514/)).toBeVisible()
  await expect(page.locator('.view-lines [class*="place"]').first()).toBeAttached()
})

test('a connection lost in COMMIT is unknown until the history has been read', async ({ page, open }) => {
  await open(staging, { trouble: 'connection_lost_in_commit' })
  const dialog = await start(page)
  await expect(dialog.getByText(/Whether V16__order_totals.sql was, is not known/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Check again' }).click()
  await expect(dialog.getByText(/The history says: staging is at version/)).toBeVisible()
})

test('a running apply survives a reload, and cancel reaches it', async ({ page, open }) => {
  await open(staging, { pace: 4_000 })
  const dialog = await start(page)
  await expect(dialog.getByRole('progressbar')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('dialog').getByRole('progressbar')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the run' }).click()
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'The run was cancelled' })).toBeVisible()
})

test('closing the dialog leaves the run going', async ({ page, open }) => {
  await open(staging, { pace: 1200 })
  const dialog = await start(page)
  await dialog.getByRole('button', { name: 'Close; it goes on' }).click()
  await expect(page.getByRole('contentinfo').getByText('Apply migrations to staging')).toBeVisible()
})

test('a plan that changed meanwhile is shown anew and asked for again', async ({ page, open }) => {
  await open(staging, { trouble: 'plan_changes' })
  const dialog = await start(page)
  await expect(dialog.getByText('The plan has changed since it was shown. This is the new one.')).toBeVisible()
  await dialog.getByRole('button', { name: /^Apply 3 migrations/ }).click()
  await expect(dialog.getByRole('heading', { name: '3 migrations were applied to staging' })).toBeVisible()
})

test('production asks for its name and a reason, and Enter never starts it', async ({ page, open }) => {
  await open('#/migrations?env=prod')
  const dialog = await openDialog(page, 'production')
  const go = dialog.getByRole('button', { name: 'Apply 6 migrations to production' })
  await expect(go).toBeDisabled()
  await dialog.getByLabel('Type production to confirm').fill('production')
  await dialog.getByLabel('Reason').fill('CHG-1')
  await expect(go).toBeEnabled()
  await dialog.getByLabel('Type production to confirm').press('Enter')
  await expect(go).toBeVisible()
  await go.click()
  await expect(dialog.getByRole('heading', { name: '6 migrations were applied to production' })).toBeVisible()
})

test('where no backup can be made, the reason and the cure stand there and it must be waived', async ({ page, open }) => {
  await open(staging, { trouble: 'no_client' })
  const dialog = await openDialog(page)
  await expect(dialog.getByText('sudo apt install postgresql-client-16')).toBeVisible()
  const go = dialog.getByRole('button', { name: /^Apply 3 migrations/ })
  await expect(go).toBeDisabled()
  await dialog.getByLabel('Go on without a backup').check()
  await expect(go).toBeEnabled()
})

test('an edited file is shown beside the text that was applied', async ({ page, open }) => {
  await open('#/migrations/V13__order_events_2027.sql?env=stg')
  await expect(page.getByText('Statements differ.')).toBeVisible()
  await expect(page.locator('.monaco-diff-editor .line-delete').first()).toBeAttached()
  await expect(page.getByRole('textbox', { name: /as it was applied/ })).toBeAttached()
})

test('the list is walked by keys, and Enter goes to the migration', async ({ page, open }) => {
  await open(staging)
  const list = page.getByRole('listbox', { name: 'Migrations of staging' })
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(list.getByRole('option', { selected: true })).toContainText('V15')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'V15__customer_phone.sql' })).toBeFocused()
})

test('fifteen hundred migrations put a windowful in the page, and a search finds one', async ({ page, open }) => {
  await open(staging, { trouble: 'many' })
  const list = page.getByRole('listbox', { name: 'Migrations of staging' })
  await expect(list.getByRole('option').first()).toBeVisible()
  expect(await list.getByRole('option').count()).toBeLessThan(80)
  await page.getByLabel('Filter migrations').first().fill('step 777')
  await expect(list.getByRole('option')).toHaveCount(1)
})

for (const [trouble, words] of [
  ['folder_missing', 'The migrations folder cannot be read'],
  ['folder_empty', 'No migrations yet'],
  ['history_of_others', 'The history table cannot be used'],
  ['read_only', /may only read here/],
] as const) {
  test(`the state ${trouble} says what is the matter and the way on`, async ({ page, open }) => {
    await open(staging, { trouble })
    await expect(page.getByText(words).first()).toBeVisible()
    expect(await violations(page)).toEqual([])
  })
}

test('a server that cannot be reached is said with the way on', async ({ page, open }) => {
  await open('#/migrations?env=wh')
  await expect(page.getByText('warehouse cannot be reached')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
})

for (const theme of ['light', 'dark'] as const) {
  test(`plan, migration, apply, failure and repair break no rule of WCAG 2.2 AA in ${theme}`, async ({ page, open }) => {
    await open(staging, { trouble: 'statement_fails', settings: { theme } })
    const calm = () => page.evaluate(() => document.getAnimations().forEach((animation) => animation.effect?.getComputedTiming().iterations !== Infinity && animation.finish()))
    await page.getByRole('listbox', { name: 'Steps of the plan' }).waitFor()
    expect(await violations(page)).toEqual([])
    const dialog = await openDialog(page)
    await dialog.getByRole('button', { name: /^Apply 3 migrations/ }).waitFor()
    await calm()
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('button', { name: /^Apply 3 migrations/ }).click()
    await dialog.getByRole('heading', { name: /failed on staging/ }).waitFor()
    await calm()
    expect(await violations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Open the file at line 4' }).click()
    await page.getByRole('listbox', { name: 'Migrations of staging' }).getByRole('option', { name: /V14/ }).click()
    await page.getByRole('tab', { name: 'Runs' }).click()
    await page.getByRole('table').or(page.getByText('Not run here yet')).first().waitFor()
    await calm()
    expect(await violations(page)).toEqual([])
  })
}
