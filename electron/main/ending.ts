import { app, dialog, type BrowserWindow } from 'electron'
import { fillWords } from '#shared/contract/errors.ts'
import type { Job } from '#shared/contract/jobs.ts'
import { platformTraits } from './platform.ts'
import type { Words } from './words.ts'

export interface EndingOptions {
  running(): Job[]
  words(): Words
  window(): BrowserWindow | undefined
  /** Cancels jobs, ends servers and closes the store. */
  close(): Promise<void>
}

/** How long an orderly end may take before the process ends anyway. */
const patienceMs = 15_000

/** Nothing that runs is cancelled without asking, and nothing is left behind half-way. */
export class Ending {
  readonly #options: EndingOptions
  #agreed = false
  #asking = false

  constructor(options: EndingOptions) {
    this.#options = options
    app.on('before-quit', (event) => {
      if (!this.#mustAsk()) return
      event.preventDefault()
      void this.#ask(() => app.quit())
    })
    app.on('will-quit', (event) => {
      event.preventDefault()
      void this.#end()
    })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        this.#agreed = true
        app.quit()
      })
    }
  }

  /** Where closing the window ends the app, closing asks too. */
  guard(window: BrowserWindow): void {
    if (platformTraits().staysWithoutWindows) return
    window.on('close', (event) => {
      if (!this.#mustAsk()) return
      event.preventDefault()
      void this.#ask(() => window.close())
    })
  }

  #mustAsk(): boolean {
    return !this.#agreed && this.#options.running().length > 0
  }

  async #ask(goOn: () => void): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    try {
      this.#agreed = await agrees(this.#options)
    } finally {
      this.#asking = false
    }
    if (this.#agreed) goOn()
  }

  async #end(): Promise<void> {
    const late = setTimeout(() => app.exit(1), patienceMs)
    try {
      await this.#options.close()
      clearTimeout(late)
      app.exit(0)
    } catch (error) {
      console.error('Strata did not end in order:', error)
      app.exit(1)
    }
  }
}

async function agrees({ running, words, window }: EndingOptions): Promise<boolean> {
  const jobs = running()
  const text = words()
  const values = { count: jobs.length, jobs: jobs.map(({ progress, operation }) => progress?.label ?? operation).join(', ') }
  const question = {
    type: 'warning' as const,
    message: fillWords(jobs.length === 1 ? text.jobRunning : text.jobsRunning, values),
    detail: text.jobRunningDetail,
    buttons: [text.keepRunning, text.cancelAndQuit],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
  const parent = window()
  const { response } = await (parent ? dialog.showMessageBox(parent, question) : dialog.showMessageBox(question))
  return response === 1
}
