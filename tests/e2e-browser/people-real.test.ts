import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { serverLimits } from '../../server/limits.ts'
import { servedWorld } from '../integration/access/served-world.ts'

/** A slow machine is no overload. */
const limits = { ...serverLimits, lagMs: 0, addressPerMinute: 100_000, callerPerMinute: 100_000 }
const renderer = join(import.meta.dirname, '../../out/renderer')

test('on the real server the printed link makes the owner, who adds a viewer; the viewer signs in, sees what needs which role, and is signed out by a new password', async ({ page, browser }) => {
  const world = await servedWorld({ renderer, limits })
  try {
    const { served } = world
    await page.goto(served.ownerUrl ?? '')
    await page.getByLabel('Name', { exact: true }).fill('nora')
    await page.getByLabel('Password', { exact: true }).fill('garlic-wharf-pen')
    await page.getByLabel('The same once more').fill('garlic-wharf-pen')
    await page.getByRole('button', { name: 'Make the owner and sign in' }).click()
    await expect(page.getByRole('button', { name: 'Account of nora' })).toBeVisible()

    await page.goto(`${served.origin}/#/people`)
    await page.getByRole('button', { name: 'Add a user…' }).click()
    await page.getByRole('dialog').getByLabel('Signs in as').fill('vera')
    await page.getByRole('button', { name: 'Add the user' }).click()
    const password = await page.getByLabel('Password of vera').inputValue()
    await page.getByRole('button', { name: 'I have it' }).click()

    const other = await browser.newContext()
    const hers = await other.newPage()
    await hers.goto(`${served.origin}/#/environments`)
    await expect(hers.getByRole('heading', { name: 'Sign in to Strata' })).toBeVisible()
    await hers.getByLabel('Name', { exact: true }).fill('vera')
    await hers.getByLabel('Password', { exact: true }).fill('not the one given')
    await hers.keyboard.press('Enter')
    await expect(hers.getByRole('alert')).toContainText('The name or the password is not right.')
    await hers.getByLabel('Password', { exact: true }).fill(password)
    await hers.keyboard.press('Enter')
    const change = hers.getByRole('button', { name: 'Connect a database' })
    await expect(change).toHaveAttribute('aria-disabled', 'true')
    await expect(change).toHaveAccessibleDescription(/Needs the role owner on all environments; you are viewer there/)
    await hers.getByRole('button', { name: 'Account of vera' }).click()
    await hers.getByRole('menuitem', { name: 'Open sessions…' }).click()
    await expect(hers.getByRole('dialog').getByText('this browser')).toBeVisible()
    await hers.keyboard.press('Escape')

    await page.getByRole('row', { name: /vera/ }).click()
    await page.getByRole('button', { name: 'New password…' }).click()
    await page.getByRole('button', { name: 'Make a new password' }).click()
    const fresh = await page.getByLabel('Password of vera').inputValue()
    await page.getByRole('button', { name: 'I have it' }).click()
    await hers.getByRole('button', { name: 'People and tokens' }).click()
    const again = hers.getByRole('dialog', { name: 'Your session has ended' })
    await again.getByLabel('Password', { exact: true }).fill(fresh)
    await hers.keyboard.press('Enter')
    await expect(hers.getByText('This needs the role owner')).toBeVisible()

    await page.goto(`${served.origin}/#/people/refused`)
    await expect(page.getByRole('row', { name: /access\.users.*role missing/ }).first()).toBeVisible()
    await other.close()
  } finally {
    await world.close()
  }
})
