import { expect, test } from './desktop.ts'

test('started on the sample, the window shows its three environments', async ({ launcher }) => {
  const studio = await launcher.open(['--open-sample'])
  for (const name of ['development', 'staging', 'production']) {
    await expect(studio.page.getByRole('main').getByRole('button', { name, exact: true })).toBeVisible({ timeout: 40_000 })
  }
  expect(studio.problems).toEqual([])
  await launcher.quit(studio)
})
