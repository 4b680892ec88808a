import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './desktop.ts'

test('it starts without an error and shows the first screen', async ({ desktop: { page, problems, app } }) => {
  await expect(page.getByRole('button', { name: 'Connect a database' }).first()).toBeVisible()
  expect(await app.evaluate(({ app: main }) => main.name)).toBe('Strata')
  expect(problems).toEqual([])
})

test('the window comes back in its size and place', async ({ launcher }) => {
  const first = await launcher.open()
  const bounds = { x: 40, y: 60, width: 1111, height: 707 }
  await first.app.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted), bounds)
  await expect.poll(() => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(bounds)
  await launcher.quit(first)
  const second = await launcher.open()
  expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toMatchObject({ width: 1111, height: 707 })
})

test('a second start brings the first to the front and opens its link there', async ({ launcher }) => {
  const { app, page } = await launcher.open()
  await expect(launcher.open(['strata://timeline'])).rejects.toThrow()
  await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/timeline')
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('the menu speaks the language of the settings', async ({ desktop: { app, page } }) => {
  const labels = () => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label))
  expect(await labels()).toEqual(['File', 'Edit', 'View', 'Window', 'Help'])
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByText('简体中文').first().click()
  await expect.poll(labels).toEqual(['文件', '编辑', '视图', '窗口', '帮助'])
})

test('a crashed page is offered to be loaded again', async ({ desktop: { app, page } }) => {
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = (() => Promise.resolve({ response: 0, checkboxChecked: false })) as typeof dialog.showMessageBox
  })
  const reloaded = page.waitForEvent('load')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
  await reloaded.catch(() => {})
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.querySelector("main") !== null').catch(() => false))).toBe(true)
})

test('what it keeps on the disk is for its owner alone', async ({ launcher }) => {
  const desktop = await launcher.open()
  await launcher.quit(desktop)
  expect(statSync(launcher.home).mode & 0o077).toBe(0)
  for (const name of ['strata.db']) expect(statSync(join(launcher.home, name)).mode & 0o077).toBe(0)
  expect(readFileSync(join(launcher.home, 'window/window-state.json'), 'utf8')).toContain('"width"')
})
