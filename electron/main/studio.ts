import type { Job } from '#shared/contract/jobs.ts'
import { app, Menu, nativeTheme, shell, type BrowserWindow } from 'electron'
import { join } from 'node:path'
import { Scheduler } from '#engine/backups/keeping/scheduler.ts'
import type { EngineLog } from '#engine/create-engine.ts'
import type { Engine } from '#engine/engine.ts'
import { HookWork } from '#engine/hooks/hook-work.ts'
import { allOperations } from '#engine/operations/all-operations.ts'
import { deployActions } from '#engine/operations/deployed.ts'
import { createRouter, type StrataRouter } from '#engine/operations/dispatch.ts'
import { createEngineWithSample } from '#engine/sample/create-engine-with-sample.ts'
import { acceptConnections } from './connections.ts'
import { offerReload } from './crash-offer.ts'
import { Ending } from './ending.ts'
import { showNotice } from './job-notices.ts'
import { menuTemplate } from './menu-template.ts'
import { nativeDialogs } from './native-dialogs.ts'
import { openDesktopVault } from './open-vault.ts'
import { platformTraits } from './platform.ts'
import { openStudioWindow, placeUrl } from './studio-window.ts'
import { wordsFor, type Words } from './words.ts'

export interface StudioOptions {
  dataFolder: string
  /** Folder with icons. */
  resources: string
  preload: string
  log: EngineLog
}

/** The running desktop: one engine, at most one window. */
export class Studio {
  readonly #options: StudioOptions
  readonly #engine: Engine
  readonly #ending: Ending
  #window: BrowserWindow | undefined

  private constructor(options: StudioOptions, engine: Engine) {
    this.#options = options
    this.#engine = engine
    const scheduler = new Scheduler(engine, { onTrouble: (thrown) => options.log('error', 'The schedule of backups', thrown), note: options.log })
    const hooks = new HookWork(engine, deployActions(engine), { onTrouble: (thrown) => options.log('error', 'Webhooks and triggers', thrown) })
    this.#ending = new Ending({ running: () => engine.jobs.running().filter(worthAsking), words: () => this.#words(), window: () => this.#window, close: () => Promise.all([scheduler.stop(), hooks.stop()]).then(() => engine.close()) })
    engine.jobs.onEnded((job) => showNotice(job, this.#words(), this.#window))
    acceptConnections(this.#router(), () => this.#window?.webContents)
    this.#followSettings()
  }

  static async open(options: StudioOptions): Promise<Studio> {
    const { dataFolder, log } = options
    let studio: Studio | undefined
    const dialogs = nativeDialogs(() => (studio ? studio.#window : undefined))
    const vault = await openDesktopVault(dataFolder)
    studio = new Studio(options, createEngineWithSample({ host: 'desktop', version: app.getVersion(), dataFolder, vault, dialogs, log }, app.getAppPath()))
    return studio
  }

  /** As a job, so that the window shows how far it is. */
  openSample(): void {
    void allOperations(this.#engine).app.openSample({ reset: false }, {})
  }

  /** Opens the window, or brings it to the front; at a place in the studio when one is given. */
  show(place?: string): void {
    if (!this.#window) this.#window = this.#newWindow(place)
    else if (place) void this.#window.loadURL(placeUrl(place)).catch(() => {})
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.focus()
  }

  #newWindow(place?: string): BrowserWindow {
    const { preload, resources } = this.#options
    const stateFile = join(app.getPath('userData'), 'window-state.json')
    const window = openStudioWindow({ preload, resources, stateFile, dark: nativeTheme.shouldUseDarkColors, place })
    this.#ending.guard(window)
    offerReload(window, () => this.#words())
    window.on('closed', () => (this.#window = undefined))
    return window
  }

  #router(): StrataRouter {
    const handlers = allOperations(this.#engine)
    const changeSettings: typeof handlers.app.changeSettings = async (patch, context) => {
      const settings = await handlers.app.changeSettings(patch, context)
      this.#followSettings()
      return settings
    }
    const all = { ...handlers, app: { ...handlers.app, changeSettings } }
    return createRouter(all, (failure, operation, cause) => this.#options.log('error', failure.message, { operation, ref: failure.ref, cause }))
  }

  /** Menu and frame speak and look as the settings say. */
  #followSettings(): void {
    nativeTheme.themeSource = this.#engine.settings.get().theme
    const actions = { showAbout: () => app.showAboutPanel(), openDataFolder: () => void shell.openPath(this.#options.dataFolder) }
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(this.#words(), platformTraits(), actions, !app.isPackaged)))
  }

  #words(): Words {
    return wordsFor(this.#engine.settings.get().language, app.getLocale())
  }
}

/** A preview begins by itself when a migration is opened and changes nothing: nobody is asked whether it may end. */
function worthAsking({ operation }: Job): boolean {
  return operation !== 'preview.run'
}
