import { readFileSync } from 'node:fs'
import { expect, test } from './desktop.ts'

test('the page has no way to Node and none to Electron', async ({ desktop: { page } }) => {
  const seen = await page.evaluate(() => ({
    url: location.href.split('#')[0],
    node: ['require', 'process', 'Buffer', 'module', '__dirname', 'global', 'setImmediate'].filter((name) => name in window),
    exposed: Object.keys(window).filter((name) => /electron|strata|bridge|ipc/i.test(name)),
    opener: window.opener as unknown,
  }))
  expect(seen).toEqual({ url: 'app://strata/', node: [], exposed: [], opener: null })
})

test('the window is isolated, sandboxed and alone', async ({ desktop: { app } }) => {
  const preferences = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => (window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()))
  expect(preferences).toHaveLength(1)
  expect(preferences[0]).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, webviewTag: false })
})

test('the system holds the page in a sandbox', async ({ desktop: { app } }) => {
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId())
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  expect(status).toMatch(/^Seccomp:\t2$/m)
  expect(status).toMatch(/^NoNewPrivs:\t1$/m)
})

test('the policy of the page is strict, and inline scripts do not run', async ({ desktop: { page } }) => {
  const policy = await page.evaluate(async () => (await fetch('app://strata/index.html')).headers.get('content-security-policy'))
  expect(policy).toMatch(/^default-src 'none'; script-src 'self';/)
  const ran = await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.ran = true'
    document.head.append(script)
    return 'ran' in window
  })
  expect(ran).toBe(false)
  // The debugger may evaluate text; a task of the page itself may not.
  const evaluated = await page.evaluate(() => new Promise((resolve) => setTimeout(() => {
    try {
      resolve(new Function('return "ran"')())
    } catch (error) {
      resolve((error as Error).name)
    }
  })))
  expect(evaluated).toBe('EvalError')
  await expect(page.evaluate(() => fetch('https://example.org/'))).rejects.toThrow(/Failed to fetch|Refused/)
})

test('nothing outside the pages is served', async ({ desktop: { page } }) => {
  const statuses = await page.evaluate(async () => {
    const paths = ['app://strata/%2e%2e/main/index.cjs', 'app://strata/..%2fmain/index.cjs', 'app://strata/..%5cmain%5cindex.cjs', 'app://strata/nowhere.js', 'app://other/index.html']
    return Promise.all(paths.map((path) => fetch(path).then((answer) => answer.status, () => 'refused')))
  })
  expect(statuses.filter((status) => status === 200)).toEqual([])
})

test('the page stays: no navigation, no new window, no frame from elsewhere', async ({ desktop: { app, page } }) => {
  const opened = await app.evaluate(({ shell }) => {
    const urls: string[] = []
    shell.openExternal = (url) => (urls.push(url), Promise.resolve())
    Object.assign(globalThis, { openedUrls: urls })
    return urls.length
  })
  expect(opened).toBe(0)
  const results = await page.evaluate(() => {
    const windows = ['https://example.org/docs', 'http://example.org/', 'file:///etc/passwd', 'javascript:alert(1)'].map((url) => window.open(url) === null)
    location.href = 'https://example.org/away'
    return windows
  })
  expect(results).toEqual([true, true, true, true])
  await expect.poll(() => app.evaluate(() => (globalThis as unknown as { openedUrls: string[] }).openedUrls)).toEqual(['https://example.org/docs'])
  expect(await page.evaluate(() => location.href.split('#')[0])).toBe('app://strata/')
  expect(app.windows()).toHaveLength(1)
})

test('permissions are refused', async ({ desktop: { page } }) => {
  const results = await page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
    microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'granted', (error: Error) => error.name),
  }))
  expect(results).toMatchObject({ notifications: 'denied', geolocation: 'denied' })
  expect(results.microphone).not.toBe('granted')
})

test('a message from a page that is not ours gets no port', async ({ desktop: { app, page } }) => {
  const served = await app.evaluate(async ({ BrowserWindow, ipcMain, MessageChannelMain }) => {
    const [own] = BrowserWindow.getAllWindows()
    const answers = async (sender: unknown, frame: unknown) => {
      const { port1, port2 } = new MessageChannelMain()
      const closed = new Promise<string>((resolve) => port1.once('close', () => resolve('closed')))
      port1.start()
      ipcMain.emit('strata:connect', { sender, senderFrame: frame, ports: [port2] })
      return Promise.race([closed, new Promise<string>((resolve) => setTimeout(() => resolve('open'), 300))])
    }
    const top = { url: 'app://strata/', parent: null }
    return {
      own: await answers(own?.webContents, top),
      frame: await answers(own?.webContents, { ...top, parent: top }),
      foreign: await answers(own?.webContents, { ...top, url: 'https://example.org/' }),
      other: await answers({}, top),
    }
  })
  expect(served).toEqual({ own: 'open', frame: 'closed', foreign: 'closed', other: 'closed' })
  await expect(page.getByRole('main')).toBeVisible()
})
