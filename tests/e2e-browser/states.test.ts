import { startFakeHost } from '../support/fake-host.ts'
import { expect, test } from './support/fake.ts'

test('an empty store offers the sample, which fills it while the progress is shown', async ({ page, open }) => {
  await open('', { mood: 'empty', pace: 700 })
  await page.getByRole('button', { name: 'Open the sample' }).click()
  await expect(page.getByRole('progressbar').first()).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Production', exact: true })).toBeVisible()
  await expect(page.getByText('sample', { exact: true }).first()).toBeVisible()
})

test('a pasted URL fills the form, and the password in it is not shown', async ({ page, open }) => {
  await open('#/environments?do=create&env=dev')
  const form = page.getByRole('dialog')
  await form.getByLabel('Connection URL').fill('postgres://anna:s3cret@db.example.net:5433/ledger')
  await form.getByLabel('Connection URL').press('Enter')
  await expect(form.getByLabel('Host')).toHaveValue('db.example.net')
  await expect(form.getByLabel('Port')).toHaveValue('5433')
  await expect(form.getByLabel('Database')).toHaveValue('ledger')
  await expect(form.getByLabel('Connection URL')).toHaveValue('')
  await expect(page.getByText('s3cret')).toHaveCount(0)
  await form.getByLabel('Name', { exact: true }).fill('ledger')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('banner').getByText('ledger').first()).toBeVisible()
  await expect(page.getByRole('status', { name: 'Connection test' }).getByText('all well')).toBeVisible()
})

test('an environment names a shadow server, and the form shows it again', async ({ page, open }) => {
  await open('#/environments?do=create&env=dev')
  const form = page.getByRole('dialog')
  await form.getByLabel('Connection URL').fill('postgres://anna@db.example.net:5433/ledger')
  await form.getByLabel('Connection URL').press('Enter')
  await form.getByLabel('Name', { exact: true }).fill('ledger')
  const group = form.getByRole('group', { name: 'Shadow server' })
  await expect(group.getByLabel('Host')).toHaveCount(0)
  await group.getByRole('switch', { name: 'Run previews on another server' }).check({ force: true })
  await group.getByLabel('Host').fill('spare.example.net')
  await group.getByLabel('User').fill('builder')
  await group.getByRole('textbox', { name: 'Password' }).fill('s3cret')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'ledger' }).getByText('builder@spare.example.net:5432')).toBeVisible()
})

test('a form that lacks something says where, and keeps the dialog', async ({ page, open }) => {
  await open('#/environments?do=create&env=dev')
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form.getByText('Needed here.').first()).toBeVisible()
  await expect(form).toBeVisible()
})

test('the doctor stops at the first failure and says the cause and the cure', async ({ page, open }) => {
  await open('#/environments/wh?env=wh')
  await page.getByRole('region', { name: 'warehouse' }).getByRole('button', { name: 'Test connection' }).click()
  const report = page.getByRole('status', { name: 'Connection test' })
  await expect(report.getByText('Nothing answers at warehouse.example.org:5432')).toBeVisible()
  await expect(report.getByText('Check that PostgreSQL is running there')).toBeVisible()
  await expect(report.getByText('does not work')).toBeVisible()
})

test('production marks the window on every screen, above dialogs too', async ({ page, open }) => {
  await open('#/backups?env=prod&do=create')
  await page.getByRole('dialog').waitFor()
  const band = await page.locator('[data-class="production"]').first().evaluate((frame) => {
    const { position, height, zIndex, backgroundColor } = getComputedStyle(frame, '::before')
    return { position, height, above: Number(zIndex) > 1000, red: backgroundColor }
  })
  expect(band).toEqual({ position: 'fixed', height: '3px', above: true, red: 'rgb(179, 38, 30)' })
})

test('where no client fits, the backup cannot be started and the cure stands there', async ({ page, open }) => {
  await open('#/backups?env=dev&do=create')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('sudo apt install postgresql-client-16')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Create backup' })).toBeDisabled()
})

test('a backup runs on when its dialog is closed, and its end is told', async ({ page, open }) => {
  await open('#/backups?env=stg&do=create', { pace: 1_000 })
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Why').fill('before the holiday')
  await dialog.getByRole('button', { name: 'Create backup' }).click()
  await dialog.getByRole('button', { name: 'Go on in the background' }).click()
  await expect(page.getByRole('contentinfo').getByText('Back up staging')).toBeVisible()
  await expect(page.getByRole('grid').getByText('before the holiday')).toBeVisible({ timeout: 25_000 })
})

test('a running job is found again after a reload, with its log from the start', async ({ page, open }) => {
  await open('#/backups?env=stg&do=create', { pace: 700 })
  await page.getByRole('dialog').getByRole('button', { name: 'Create backup' }).click()
  await page.getByRole('dialog').getByRole('progressbar').waitFor()
  await page.reload()
  await page.getByRole('contentinfo').getByRole('button').click()
  const log = page.getByRole('log')
  await expect(log.getByText('public.customers')).toBeVisible()
  await page.getByRole('region', { name: 'Job' }).getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('region', { name: 'Job' }).getByText('cancelled').first()).toBeVisible()
})

for (const [into, words] of [['shop_new', 'Restored and verified'], ['shop_differs', 'Restored, differs in public.orders'], ['shop_fail', 'The restore into "shop_fail" failed']] as const) {
  test(`a restore into ${into} ends with its honest outcome`, async ({ page, open }) => {
    await open('#/backups?env=stg&do=restore', { pace: 10 })
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('option', { name: /staging.*V14/ }).click()
    await dialog.getByRole('button', { name: 'Next' }).click()
    await dialog.getByRole('textbox', { name: 'New database' }).fill(into)
    await dialog.getByRole('button', { name: 'Next' }).click()
    await dialog.getByRole('button', { name: `Restore into ${into}` }).click()
    await expect(dialog.getByText(words)).toBeVisible()
  })
}

test('a restore to production asks for the name and a reason', async ({ page, open }) => {
  await open('#/backups?env=prod&do=restore')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('option', { name: /production.*V11/ }).click()
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByRole('button', { name: 'Next' }).click()
  const go = dialog.getByRole('button', { name: /^Restore into/ })
  await expect(go).toBeDisabled()
  await dialog.getByLabel('Type production to confirm').fill('production')
  await dialog.getByLabel('Reason').fill('CHG-1')
  await expect(go).toBeEnabled()
})

test('the palette finds by a few letters and goes there', async ({ page, open }) => {
  await open('#/environments?env=stg')
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Search actions and objects').fill('paymeth')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/migrations\/V14__payment_methods\.sql/)
})

test('the timeline is walked by keys, and chart, list and details show the same event', async ({ page, open }) => {
  await open('#/timeline?env=prod')
  await page.getByRole('application').focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('option', { selected: true })).toHaveCount(1)
  await expect(page.getByRole('region', { name: 'The chosen event' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Environments' }).getByText('Nothing answers at warehouse.example.org')).toBeVisible()
})

test('the timeline shows problems alone when asked', async ({ page, open }) => {
  await open('#/timeline?env=prod')
  await page.getByRole('combobox', { name: 'Which events' }).click()
  await page.getByRole('option', { name: 'Problems' }).click()
  await expect(page.getByRole('listbox', { name: 'Events, the newest first' }).getByRole('option')).toHaveCount(1)
})

test('a host that goes away is said so, and the window recovers when it is back', async ({ page, open }) => {
  const host = await open('#/timeline?env=stg')
  await page.getByRole('listbox', { name: 'Events, the newest first' }).waitFor()
  await host.close()
  await page.getByRole('navigation').getByRole('button', { name: 'Backups' }).click()
  await expect(page.getByText('Strata does not answer').first()).toBeVisible()
  const again = await startFakeHost({ port: Number(new URL(host.url).port) })
  await expect(page.getByRole('grid')).toBeVisible()
  await expect(page.getByText('Strata does not answer')).toHaveCount(0)
  await again.close()
})

test('a failed list says what happened and can be asked again', async ({ page, open }) => {
  await open('#/backups?env=stg', { mood: 'failing' })
  const notice = page.getByRole('main').getByRole('alert')
  await expect(notice.getByText('The store cannot be used: database disk image is malformed')).toBeVisible()
  await expect(notice.getByRole('button', { name: 'Try again' })).toBeVisible()
})

test('theme and language change at once and are kept', async ({ page, open }) => {
  await open('#/backups?env=stg')
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('menuitem', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('menuitem', { name: '简体中文' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('备份')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('备份')
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
})
