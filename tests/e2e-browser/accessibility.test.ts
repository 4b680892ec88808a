import type { FakeOptions } from '../support/fake/handlers.ts'
import type { Page } from '@playwright/test'
import { expect, test, violations } from './support/fake.ts'

interface Place {
  name: string
  hash: string
  options?: FakeOptions
  ready: (page: Page) => Promise<void>
}

const dialog = (page: Page) => page.getByRole('dialog').waitFor()
const places: readonly Place[] = [
  { name: 'first run', hash: '#/environments', options: { mood: 'empty' }, ready: (page) => page.getByRole('button', { name: 'Open the sample' }).or(page.getByRole('button', { name: '打开示例' })).first().waitFor() },
  { name: 'environments', hash: '#/environments/prod?env=prod', ready: (page) => page.getByText('V11').first().waitFor() },
  { name: 'doctor', hash: '#/environments/wh?env=wh&do=doctor', ready: (page) => page.locator('li[data-outcome="failed"]').waitFor() },
  { name: 'environment form', hash: '#/environments?env=stg&do=create', ready: dialog },
  { name: 'migrations', hash: '#/migrations?env=stg', ready: (page) => page.getByText('V14').first().waitFor() },
  { name: 'timeline', hash: '#/timeline/prod-22?env=prod', ready: (page) => page.getByRole('listbox').waitFor() },
  { name: 'backups', hash: '#/backups?env=prod', ready: (page) => page.getByRole('grid').waitFor() },
  { name: 'create a backup', hash: '#/backups?env=dev&do=create', ready: dialog },
  { name: 'restore', hash: '#/backups?env=prod&do=restore', ready: dialog },
  { name: 'activity', hash: '#/activity?env=prod', ready: (page) => page.getByRole('heading', { level: 1 }).waitFor() },
  { name: 'a failure', hash: '#/backups?env=prod', options: { mood: 'failing' }, ready: (page) => page.getByRole('alert').first().waitFor() },
]

for (const theme of ['light', 'dark'] as const) {
  for (const { name, hash, options, ready } of places) {
    test(`${name} breaks no rule of WCAG 2.2 AA in ${theme}`, async ({ page, open }) => {
      await open(hash, { ...options, settings: { theme } })
      await ready(page)
      await page.evaluate(() => document.getAnimations().forEach((animation) => animation.effect?.getComputedTiming().iterations !== Infinity && animation.finish()))
      expect(await violations(page)).toEqual([])
    })
  }
}

test('in Chinese no English word of the frame is left', async ({ page, open }) => {
  await open('#/environments?env=prod', { settings: { language: 'zh-CN' } })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('环境')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.getByRole('navigation').getByRole('button').first()).toHaveAccessibleName('结构')
})
