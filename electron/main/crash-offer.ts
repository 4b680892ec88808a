import { app, dialog, type BrowserWindow } from 'electron'
import { fillWords } from '#shared/contract/errors.ts'
import type { Words } from './words.ts'

/** A page that crashes or hangs takes no job with it; the person chooses what to do about the page. */
export function offerReload(window: BrowserWindow, words: () => Words): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    void ask(window, words(), 'crashed', reason)
  })
  window.on('unresponsive', () => void ask(window, words(), 'hung', ''))
}

async function ask(window: BrowserWindow, words: Words, what: 'crashed' | 'hung', reason: string): Promise<void> {
  const other = what === 'crashed' ? words.quitNow : words.wait
  const detail = fillWords(what === 'crashed' ? words.crashedDetail : words.hungDetail, { reason })
  const { response } = await dialog.showMessageBox(window, { type: 'error', message: words[what], detail, buttons: [words.reload, other], defaultId: 0, cancelId: 1, noLink: true })
  if (response === 0) reload(window)
  else if (what === 'crashed') app.quit()
}

function reload(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (!window.webContents.isCrashed()) window.webContents.forcefullyCrashRenderer()
  window.webContents.reload()
}
