import type { Page } from 'playwright-core'
import type { Shot } from './shot.ts'

/** People, approvals, hooks and fleets. */
export const serverShots: readonly Shot[] = [
  { name: 'hooks-webhooks', hash: '#/hooks/webhooks:w2?env=prod' },
  { name: 'hooks-webhook-form', hash: '#/hooks?env=prod&do=create' },
  { name: 'hooks-deliveries', hash: '#/hooks/deliveries:msg_5d21b7?env=prod' },
  { name: 'hooks-incoming', hash: '#/hooks/incoming?env=prod' },
  { name: 'hooks-triggers', hash: '#/hooks/triggers:t1?env=prod' },
  { name: 'hooks-trigger-form', hash: '#/hooks/triggers?env=prod', act: (page) => page.getByRole('button', { name: /^(New trigger|新建触发器)/ }).click() },
  { name: 'hooks-calls', hash: '#/hooks/calls?env=prod' },
  { name: 'hooks-empty', hash: '#/hooks?env=prod', mood: 'empty' },
  { name: 'fleet', hash: '#/fleet?env=prod' },
  { name: 'fleet-member', hash: '#/fleet?env=prod', act: async (page) => {
    await page.getByRole('button', { name: /(not read|未读取)/ }).click()
    await page.getByRole('row', { name: /tenant_1000/ }).click()
  } },
  { name: 'fleet-empty', hash: '#/fleet?env=prod', mood: 'empty' },
  { name: 'fleet-never', hash: '#/fleet/fl-2?env=stg' },
  { name: 'fleet-form', hash: '#/fleet?env=prod&do=create', act: async (page) => {
    await page.getByPlaceholder('tenant_*').fill('tenant_*')
    await page.getByRole('button', { name: /^(Find them now|立即查找)/ }).click()
  } },
  { name: 'fleet-start', hash: '#/fleet?env=prod', act: startFleet },
  { name: 'fleet-run', hash: `#/fleet/${encodeURIComponent('fl-1~run-stopped')}?env=prod`, act: (page) => page.getByRole('row', { name: /tenant_0062/ }).click() },
  { name: 'fleet-resume', hash: `#/fleet/${encodeURIComponent('fl-1~run-stopped')}?env=prod`, act: (page) => page.getByRole('button', { name: /^(Resume|继续)/ }).click() },
  { name: 'fleet-live', hash: '#/fleet?env=prod', act: async (page) => {
    await startFleet(page)
    await page.getByRole('dialog').getByRole('textbox').nth(-2).fill('production')
    await page.getByRole('dialog').getByRole('textbox').nth(-1).fill('CHG-1190')
    await page.getByRole('dialog').getByRole('button').last().click()
    await page.waitForTimeout(1800)
  } },
  { name: 'fleet-runs', hash: `#/fleet/${encodeURIComponent('fl-1~')}?env=prod` },
  { name: 'approvals', hash: '#/approvals?env=prod', act: (page) => page.locator('ol li').first().waitFor() },
  { name: 'approvals-approved', hash: '#/approvals/a6?env=prod', act: (page) => page.locator('ol li').first().waitFor() },
  { name: 'approvals-failed', hash: '#/approvals/a1?env=prod', act: (page) => page.locator('ol li').first().waitFor() },
  { name: 'approvals-decide', hash: '#/approvals/a7?env=prod', act: async (page) => {
    await page.locator('footer button').nth(1).click()
    await page.getByRole('dialog').locator('textarea').first().waitFor()
  } },
  { name: 'approvals-ask', hash: '#/approvals?env=prod', act: async (page) => {
    await page.locator('main header button, section header button').first().click()
    await page.getByRole('dialog').locator('ol li').first().waitFor()
  } },
  { name: 'approvals-empty', hash: '#/approvals?env=dev', mood: 'empty' },
  { name: 'approvals-failing', hash: '#/approvals?env=prod', mood: 'failing' },
  { name: 'sign-in', hash: '#/environments', people: { me: null } },
  { name: 'sign-in-provider-wrong', hash: '#/environments', people: { me: null, provider: true }, act: async (page) => {
    await page.locator('input[name="username"]').fill('lena')
    await page.locator('input[name="password"]').fill('guess')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
  } },
  { name: 'sign-in-link', hash: '#/environments', people: { signIn: 'link', me: null } },
  { name: 'owner-paste', hash: '', people: { needsOwner: true } },
  { name: 'owner', hash: '?token=a-link-that-was-printed', people: { needsOwner: true }, act: async (page) => {
    await page.locator('input[name="username"]').fill('lena')
    await page.locator('input[name="new-password"]').fill('garlic-wharf-pen')
  } },
  { name: 'sign-in-again', hash: '#/timeline/prod-22?env=prod', people: { me: 'lena' }, ends: true },
  { name: 'people-users', hash: '#/people?env=stg', people: {}, act: (page) => page.getByRole('row', { name: /Jun/ }).click() },
  { name: 'people-alone', hash: '#/people?env=stg', people: { trouble: 'empty' } },
  { name: 'people-failing', hash: '#/people?env=stg', people: { trouble: 'failing' } },
  { name: 'people-slow', hash: '#/people?env=stg', people: { trouble: 'slow' } },
  { name: 'people-viewer', hash: '#/people?env=prod', people: { me: 'vera' } },
  { name: 'people-nobody', hash: '#/people?env=prod' },
  { name: 'people-roles', hash: '#/people?env=stg', people: {}, act: async (page) => {
    await page.getByRole('row', { name: /Jun/ }).click()
    await page.locator('footer button').filter({ hasText: '…' }).last().click()
    await page.getByRole('radiogroup').first().waitFor()
  } },
  { name: 'people-add', hash: '#/people?env=stg', people: {}, act: async (page) => {
    await page.locator('main header button').last().click()
    await page.getByRole('dialog').locator('input[type="text"], input:not([type])').first().fill('kim')
  } },
  { name: 'people-added', hash: '#/people?env=stg', people: {}, act: async (page) => {
    await page.locator('main header button').last().click()
    await page.getByRole('dialog').locator('input[type="text"], input:not([type])').first().fill('kim')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').locator('input[readonly]').waitFor()
  } },
  { name: 'people-remove', hash: '#/people?env=stg', people: {}, act: async (page) => {
    await page.getByRole('row', { name: /Jun/ }).click()
    await page.locator('main li button').last().click()
    await page.getByRole('dialog').waitFor()
  } },
  { name: 'tokens', hash: '#/people/tokens?env=stg', people: {} },
  { name: 'tokens-empty', hash: '#/people/tokens?env=stg', people: { trouble: 'empty' } },
  { name: 'token-make', hash: '#/people/tokens?env=stg', people: { me: 'jun' }, act: async (page) => {
    await page.locator('main header button').last().click()
    await page.getByRole('dialog').locator('input[type="radio"]').nth(1).check()
  } },
  { name: 'token-made', hash: '#/people/tokens?env=stg', people: {}, act: async (page) => {
    await page.locator('main header button').last().click()
    await page.getByRole('dialog').locator('input').first().fill('Pipeline')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').locator('pre').waitFor()
  } },
  { name: 'refused', hash: '#/people/refused?env=stg', people: {} },
  { name: 'refused-empty', hash: '#/people/refused?env=stg', people: { trouble: 'empty' } },
  { name: 'account', hash: '#/environments/stg?env=stg', people: { me: 'jun' }, act: (page) => page.getByRole('banner').first().locator('button').last().click() },
  { name: 'sessions', hash: '#/environments/stg?env=stg', people: { me: 'jun' }, act: async (page) => {
    await page.getByRole('banner').first().locator('button').last().click()
    await page.getByRole('menuitem').first().click()
    await page.getByRole('dialog').locator('li').first().waitFor()
  } },
]

async function startFleet(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Run…|运行…)/ }).click()
  await page.getByRole('dialog').getByRole('list').waitFor()
}
