import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'
import { startFakeHost, type FakeHost } from '../../support/fake-host.ts'
import type { FakeOptions } from '../../support/fake/handlers.ts'

interface Fixtures {
  /** Starts a host with the wanted data and mood and opens a place of it. */
  open: (hash: string, options?: FakeOptions) => Promise<FakeHost>
}

/** A page on a host of its own, with data in memory; an error that no one caught fails the test. */
export const test = base.extend<Fixtures>({
  open: async ({ page }, use) => {
    const hosts: FakeHost[] = []
    const uncaught: string[] = []
    page.on('pageerror', (error) => uncaught.push(error.message))
    page.on('console', (message) => message.type() === 'error' && /Content Security Policy|Warning:|not wrapped|unique "key"/.test(message.text()) && uncaught.push(message.text().slice(0, 300)))
    await use(async (hash, options = {}) => {
      const host = await startFakeHost({ pace: 30, ...options })
      hosts.push(host)
      await page.goto(`${host.url}/${hash}`)
      await page.locator('main').waitFor()
      return host
    })
    for (const host of hosts) await host.close()
    expect(uncaught).toEqual([])
  },
})

/** What the accessibility rules of WCAG 2.2 AA find on the page, as one line each. */
export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).exclude('.monaco-editor').analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary?.split('\n')[1]?.trim() ?? ''}`))
}

export { expect }
