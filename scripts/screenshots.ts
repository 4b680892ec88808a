/** Pictures of every screen: theme x size x language. `node scripts/screenshots.ts FOLDER [WORD ...]` takes those whose name has every word in it. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { startFakeHost } from '../tests/support/fake-host.ts'
import { serverShots } from './screenshots/server-shots.ts'
import type { Shot } from './screenshots/shot.ts'

const folder = process.argv[2] ?? 'out/screenshots'
const words = process.argv.slice(3)
const executable = process.env.CHROMIUM ?? '/usr/bin/chromium'
const sizes = [{ width: 1440, height: 900 }, { width: 1024, height: 640 }]

const shots: readonly Shot[] = [
  { name: 'welcome', hash: '#/environments', mood: 'empty' },
  { name: 'environments', hash: '#/environments/prod?env=prod' },
  { name: 'doctor', hash: '#/environments/wh?env=wh&do=doctor', act: (page) => page.locator('li[data-outcome="skipped"]').last().waitFor() },
  { name: 'environment-form', hash: '#/environments?env=stg&do=create' },
  { name: 'environment-backup-rules', hash: '#/environments/prod?env=prod', act: showBackupRules },
  { name: 'migrations', hash: '#/migrations/V16__order_totals.sql?env=stg', act: (page) => page.locator('.monaco-editor').first().waitFor().catch(() => undefined) },
  { name: 'editor-batch', hash: '#/migrations?env=stg', act: (page) => page.locator('[role="option"] ul').first().waitFor() },
  { name: 'editor-undo', hash: '#/migrations/V16__order_totals.sql?env=stg', act: openUndo },
  { name: 'editor-running', hash: '#/migrations/V16__order_totals.sql?env=stg', act: (page) => page.waitForTimeout(1500) },
  { name: 'editor-edited', hash: '#/migrations/V16__order_totals.sql?env=stg', act: editIt },
  { name: 'editor-data', hash: '#/migrations/V17__drop_legacy_sku.sql?env=stg', act: previewed },
  { name: 'editor-fails', hash: '#/migrations/V16__order_totals.sql?env=stg', act: breakIt },
  { name: 'editor-noshadow', hash: '#/migrations/V16__order_totals.sql?env=stg', preview: 'shadow_unavailable', act: (page) => page.locator('[data-tone="bad"]').first().waitFor({ timeout: 15_000 }) },
  { name: 'editor-production', hash: '#/migrations/V12__stock.sql?env=prod', act: async (page) => {
    await page.keyboard.press('Control+Enter')
    await previewed(page)
    await page.keyboard.press('Alt+3')
  } },
  { name: 'editor-careful', hash: '#/migrations/V16__order_totals.sql?env=stg', act: previewed },
  { name: 'editor-safe', hash: '#/migrations/V15__customer_phone.sql?env=stg', act: previewed },
  { name: 'timeline', hash: '#/timeline/prod-22?env=prod' },
  { name: 'timeline-rich', hash: '#/timeline/prod-rich-3?env=prod', timeline: 'rich' },
  { name: 'timeline-drift', hash: '#/timeline/stg-rich-6?env=stg', timeline: 'rich' },
  { name: 'timeline-many', hash: '#/timeline?env=prod', timeline: 'many' },
  { name: 'timeline-edited', hash: `#/timeline/prod-20?env=prod&view=${encodeURIComponent('a=prod-20&b=prod-24')}`, timeline: 'edited' },
  { name: 'backups', hash: '#/backups?env=prod' },
  { name: 'backup-verify', hash: '#/backups?env=prod', act: (page) => page.getByRole('button', { name: /^(Verify now|立即验证)/ }).click() },
  { name: 'backup-prune', hash: '#/backups?env=prod', act: (page) => page.getByRole('button', { name: /^(Clean up|清理)/ }).click() },
  { name: 'backup-failed', hash: '#/backups?env=prod', act: (page) => page.getByRole('row', { name: /Nightly 2/ }).click() },
  { name: 'kept', hash: '#/backups/kept?env=stg' },
  { name: 'kept-empty', hash: '#/backups/kept?env=dev', mood: 'empty' },
  { name: 'new-migration', hash: '#/migrations?env=stg&do=new' },
  { name: 'backup-create', hash: '#/backups?env=dev&do=create' },
  { name: 'backup-options', hash: '#/backups?env=prod&do=create', act: openOptions },
  { name: 'restore', hash: '#/backups?env=prod&do=restore', act: restoreToCheck },
  { name: 'replace-where', hash: '#/backups?env=prod&do=restore', act: (page) => restoreTo(page, 'where') },
  { name: 'replace-check', hash: '#/backups?env=prod&do=restore', act: (page) => restoreTo(page, 'check') },
  { name: 'replace-refused', hash: '#/backups?env=prod&do=restore', restores: 'not_allowed', act: (page) => restoreTo(page, 'check') },
  { name: 'replace-done', hash: '#/backups?env=prod&do=restore', act: (page) => restoreTo(page, 'done') },
  { name: 'replace-held', hash: '#/backups?env=prod&do=restore', restores: 'differs', act: (page) => restoreTo(page, 'done') },
  { name: 'tables-choose', hash: '#/backups?env=prod&do=restore', act: (page) => restoreTables(page, 'choose') },
  { name: 'tables-beside', hash: '#/backups?env=stg&do=restore', act: (page) => restoreTables(page, 'beside') },
  { name: 'tables-merge', hash: '#/backups?env=prod&do=restore', act: (page) => restoreTables(page, 'merge') },
  { name: 'tables-merged', hash: '#/backups?env=prod&do=restore', act: (page) => restoreTables(page, 'merged') },
  { name: 'replaced', hash: '#/backups/replaced?env=prod' },
  { name: 'replaced-empty', hash: '#/backups/replaced?env=dev', mood: 'empty' },
  { name: 'replaced-put-back', hash: '#/backups/replaced?env=prod', act: (page) => page.locator('footer button').last().click() },
  { name: 'swap-unfinished', hash: '#/backups?env=prod', restores: 'unfinished', act: (page) => page.locator('[role="alert"] button').first().click() },
  { name: 'palette', hash: '#/timeline?env=stg', act: async (page) => page.keyboard.press('Control+k') },
  { name: 'activity', hash: '#/activity?env=prod', act: startBackup },
  { name: 'failing', hash: '#/backups?env=prod', mood: 'failing' },
  { name: 'schema', hash: `#/schema/${encodeURIComponent('table:public.orders')}?env=stg`, act: (page) => page.locator('[data-object-page]').waitFor() },
  ...(['Indexes', 'Constraints', 'Triggers', 'Policies', 'Privileges', 'Uses', 'DDL', 'Rows', 'Migrations'] as const).map((tab) => ({ name: `schema-${tab.toLowerCase()}`, hash: `#/schema/${encodeURIComponent('table:public.orders')}?env=stg`, act: (page: Page) => openTab(page, tab) })),
  { name: 'schema-production-rows', hash: `#/schema/${encodeURIComponent('table:public.orders')}?env=prod`, act: (page) => openTab(page, 'Rows') },
  { name: 'schema-function', hash: `#/schema/${encodeURIComponent('function:public.order_audit()')}?env=stg`, act: (page) => page.locator('[data-object-page]').waitFor() },
  { name: 'schema-enum', hash: `#/schema/${encodeURIComponent('enum:public.order_status')}?env=stg`, act: (page) => page.locator('[data-object-page]').waitFor() },
  { name: 'schema-view', hash: `#/schema/${encodeURIComponent('view:reporting.best_customers')}?env=stg`, act: (page) => page.locator('[data-object-page]').waitFor() },
  { name: 'schema-home', hash: '#/schema?env=stg' },
  { name: 'schema-gaps', hash: '#/schema/~gaps?env=stg' },
  { name: 'schema-offline', hash: `#/schema/${encodeURIComponent('table:public.orders')}?env=wh`, act: (page) => page.locator('[data-object-page]').waitFor() },
  { name: 'schema-search', hash: `#/schema/${encodeURIComponent('table:public.orders')}?env=stg`, act: (page) => page.getByRole('textbox').first().fill('ord') },
  { name: 'schema-diagram', hash: `#/schema/${encodeURIComponent('~diagram/schema/public')}?env=stg`, act: (page) => page.locator('.react-flow__node').first().waitFor({ timeout: 20_000 }) },
  { name: 'schema-failing', hash: '#/schema?env=prod', mood: 'failing' },
  { name: 'schema-slow', hash: '#/schema?env=prod', mood: 'slow' },
  { name: 'compare-start', hash: '#/compare?env=stg', act: (page) => page.locator('input[role="combobox"], input[aria-haspopup="listbox"]').first().waitFor() },
  { name: 'compare-result', hash: '#/compare?env=stg', act: (page) => compareBoth(page) },
  { name: 'compare-plan', hash: '#/compare?env=stg', act: async (page) => {
    await compareBoth(page)
    await page.getByRole('tab').nth(1).click()
    await page.locator('main ol li').first().waitFor()
  } },
  { name: 'compare-write', hash: '#/compare?env=stg', act: async (page) => {
    await compareBoth(page)
    await page.locator('main button', { hasText: '…' }).last().click()
    await page.getByRole('dialog').waitFor()
  } },
  { name: 'compare-running', hash: '#/compare?env=stg', act: (page) => compareBoth(page, false) },
  { name: 'compare-equal', hash: '#/compare?env=stg', compare: 'equal', act: (page) => compareBoth(page, false) },
  { name: 'compare-failed', hash: '#/compare?env=stg', compare: 'shadow_unavailable', act: (page) => compareBoth(page, false) },
  { name: 'compare-many', hash: '#/compare?env=stg', compare: 'many', act: (page) => compareBoth(page) },
  { name: 'confirm-second', hash: '#/migrations?env=prod&do=apply', secondPerson: 'nobody', dump: 3_600_000, act: async (page) => {
    await page.getByRole('dialog').locator('textarea').first().fill('CHG-1182')
    await page.getByRole('dialog').locator('input[type="password"]').scrollIntoViewIfNeeded()
  } },
  { name: 'confirmations', hash: '#/timeline?env=prod', act: async (page) => {
    await page.keyboard.press('Control+k')
    await page.locator('section input.mantine-Spotlight-search').last().fill('confirm')
    await page.waitForTimeout(300)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').locator('li').first().waitFor({ timeout: 5_000 })
  } },
  { name: 'slow', hash: '#/timeline?env=prod', mood: 'slow' },
  { name: 'rollback-point', hash: '#/timeline?env=prod', act: (page) => goBack(page) },
  { name: 'rollback-plan', hash: '#/timeline?env=stg', act: (page) => goBack(page, '9') },
  { name: 'rollback-tried', hash: '#/timeline?env=prod', act: (page) => goBack(page, '9', 'try') },
  { name: 'rollback-restore', hash: '#/timeline?env=prod', act: (page) => goBack(page, '9', 'restore') },
  { name: 'rollback-impossible', hash: '#/timeline?env=prod', rollback: 'impossible', act: (page) => goBack(page, '9') },
  { name: 'rollback-done', hash: '#/timeline?env=stg', act: (page) => goBack(page, '12', 'run') },
  { name: 'rollback-stopped', hash: '#/timeline?env=stg', rollback: 'stops', act: (page) => goBack(page, '12', 'run') },
  { name: 'rollback-unfinished', hash: '#/timeline?env=prod', rollback: 'unfinished' },
  { name: 'password', hash: '#/environments/stg?env=stg', people: { me: 'jun' }, act: async (page) => {
    await page.getByRole('banner').first().locator('button').last().click()
    await page.getByRole('menuitem').nth(1).click()
    await page.getByRole('dialog').locator('input').last().waitFor()
  } },
  ...serverShots,
]

/** Opens the way back from the palette, chooses a version, and does what comes next. */
async function goBack(page: Page, version?: string, next?: 'try' | 'restore' | 'run'): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.locator('input.mantine-Spotlight-search, .mantine-Spotlight-search input').fill(/zh/.test(await page.evaluate(() => document.documentElement.lang)) ? '较早' : 'earlier state')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  const choice = dialog.locator('select')
  await choice.waitFor()
  if (version === undefined) return
  await choice.selectOption(version)
  await dialog.locator('footer button').last().click()
  await dialog.locator('fieldset').waitFor()
  if (next === 'try') {
    await dialog.locator('footer button').nth(1).click()
    await dialog.getByRole('progressbar').waitFor()
    await dialog.locator('footer button[aria-busy]').waitFor({ state: 'detached', timeout: 20_000 })
    await page.waitForTimeout(400)
  }
  if (next === 'restore') await dialog.locator('input[type=radio]').last().click()
  if (next === 'run') {
    await dialog.locator('footer button').last().click()
    await dialog.locator('[class*=verdict]').waitFor({ timeout: 20_000 })
  }
}

const tabOrder = ['Overview', 'Indexes', 'Constraints', 'Triggers', 'Policies', 'Privileges', 'Uses', 'DDL', 'Rows', 'Migrations']

async function openTab(page: Page, tab: string): Promise<void> {
  await page.getByRole('tab').nth(tabOrder.indexOf(tab)).click()
  if (tab === 'DDL') await page.locator('.monaco-editor .view-line').first().waitFor()
}

/** Chooses staging and production and waits for what differs. */
async function compareBoth(page: Page, toEnd = true): Promise<void> {
  for (const [side, name] of [[0, 'staging'], [1, 'production']] as const) {
    await page.locator('main input[aria-haspopup="listbox"]').nth(side).fill(name)
    await page.getByRole('option', { name }).first().click()
  }
  await page.locator('main section button').filter({ hasText: /^(Compare|比较)$/ }).click()
  if (!toEnd) return void (await page.waitForTimeout(900))
  await page.getByRole('tree').waitFor()
  await page.locator('.monaco-editor .view-line').first().waitFor()
}

/** Waits until the preview is there and its first object is drawn. */
async function previewed(page: Page): Promise<void> {
  await page.locator('[data-pane="effect"] .monaco-diff-editor .view-line').first().waitFor({ timeout: 20_000 })
}

async function showBackupRules(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Change production|修改 production)/ }).click()
  await page.locator('input[type="time"]').first().scrollIntoViewIfNeeded()
}

async function openOptions(page: Page): Promise<void> {
  await page.getByRole('dialog').locator('button[aria-expanded]').click()
  await page.getByRole('dialog').locator('input[role="combobox"], input[aria-haspopup="listbox"]').first().waitFor()
}

async function openUndo(page: Page): Promise<void> {
  await previewed(page)
  await page.keyboard.press('Alt+3')
  await page.locator('[data-pane="undo"] .view-line').first().waitFor()
}

/** Writes into the text without a new preview. */
async function editIt(page: Page): Promise<void> {
  await previewed(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('Control+End')
  await page.keyboard.type("\nUPDATE orders SET status = 'new' WHERE status IS NULL;\n")
  await page.waitForTimeout(400)
}

async function breakIt(page: Page): Promise<void> {
  await previewed(page)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('Control+End')
  await page.keyboard.type('\nALTER TABLE orders DROP COLUMN nosuch_total;\n')
  await page.keyboard.press('Control+Enter')
  await page.locator('[data-tone="bad"][role="alert"]').first().waitFor({ timeout: 15_000 })
}

/** As far as asked through replacing the database, in any language: the wizard has one primary button. */
async function restoreTo(page: Page, step: 'where' | 'check' | 'done'): Promise<void> {
  const dialog = page.locator('[role="dialog"]')
  await dialog.locator('[role="option"]').first().click()
  await dialog.locator('footer button').last().click()
  await dialog.locator('[role="radio"]').nth(1).click()
  if (step === 'where') return
  await dialog.locator('footer button').last().click()
  await dialog.locator('section').first().waitFor()
  if (step === 'check') return
  await dialog.locator('input[type="checkbox"]').first().check()
  const name = dialog.locator('input[autocomplete="off"]')
  if (await name.count()) {
    await name.fill('production')
    await dialog.locator('textarea').first().fill('Prices were overwritten')
  }
  await dialog.locator('footer button').last().click()
  await dialog.locator('[role="status"]').waitFor({ timeout: 20_000 })
}

async function restoreTables(page: Page, until: 'choose' | 'beside' | 'merge' | 'merged'): Promise<void> {
  const dialog = page.locator('[role="dialog"]')
  const go = dialog.locator('footer button').last()
  const confirm = async () => {
    const name = dialog.locator('input[autocomplete="off"]')
    if (await name.count()) await name.fill('production')
    if (await name.count()) await dialog.locator('input[placeholder]').last().fill('Customers were deleted')
  }
  await dialog.locator('[role="option"]').first().click()
  await go.click()
  await dialog.locator('[role="radio"]').nth(2).click()
  await go.click()
  for (const at of [0, 2]) await dialog.locator('li input[type="checkbox"]').nth(at).check()
  if (until !== 'beside') await dialog.locator('[role="radio"]').nth(1).click()
  await confirm()
  if (until === 'choose') return
  await go.click()
  if (until === 'beside') return dialog.locator('[role="status"]').waitFor()
  await dialog.locator('details summary').click()
  await dialog.locator('input[type="checkbox"]:enabled').first().check()
  await confirm()
  if (until === 'merge') return
  await go.click()
  await dialog.locator('[role="status"]').waitFor()
}

async function restoreToCheck(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('option').nth(1).click()
  await page.getByRole('dialog').locator('footer button').last().click()
}

async function startBackup(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/backups?env=prod&do=create'
  })
  const start = page.getByRole('dialog').locator('footer button').last()
  await start.click()
  await page.getByRole('dialog').getByRole('progressbar').waitFor()
  await page.getByRole('dialog').locator('footer button').last().click()
  await page.evaluate(() => {
    location.hash = '#/activity?env=prod'
  })
  await page.getByRole('log').getByText('pg_dump').first().waitFor()
}

if (!existsSync(executable)) throw new Error(`There is no Chromium at ${executable}; set CHROMIUM`)
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-gpu'] })
for (const theme of ['light', 'dark'] as const) {
  for (const language of ['en', 'zh-CN'] as const) {
    for (const viewport of sizes) {
      for (const { name, hash, people, ends, mood = 'full', compare, preview, restores, rollback, timeline, secondPerson, dump, act } of shots) {
        const file = `${name}-${theme}-${viewport.width}-${language}.png`
        if (!words.every((word) => file.includes(word))) continue
        const host = await startFakeHost({ mood, ...(people && { people }), ...(compare && { compare }), ...(preview && { preview }), ...(restores && { restores }), ...(rollback && { rollback }), ...(timeline && { timeline }), ...(secondPerson && { secondPerson }), ...(dump !== undefined && { dump }), pace: compare ? 60 : 350, settings: { theme, language } })
        const page = await browser.newPage({ viewport })
        await page.addInitScript((settings) => localStorage.setItem('strata.settings', settings), JSON.stringify({ theme, language }))
        page.on('pageerror', (error) => console.error(`${file}: ${error.message}`))
        page.on('console', (message) => message.type() === 'error' && !message.text().startsWith('Failed to load resource') && console.error(`${file}: ${message.text().slice(0, 300)}`))
        await page.goto(`${host.url}/${hash}`)
        await page.locator('main').waitFor()
        await page.evaluate(() => document.fonts.ready)
        if (ends) {
          host.people.endSession()
          await page.locator('dialog[open]').waitFor({ timeout: 20_000 })
        }
        await act?.(page).catch((problem: unknown) => console.error(`${file}: ${String(problem)}`))
        await page.waitForTimeout(500)
        await page.screenshot({ path: join(folder, file) })
        await page.close()
        await host.close()
      }
    }
  }
}
await browser.close()
