import { app, dialog } from 'electron'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { toAppError } from '#shared/contract/app-error.ts'
import { dataFolder } from '#engine/data-folder.ts'
import { openLogFile } from '#engine/log-file.ts'
import { registerAppScheme, serveRenderer } from './app-protocol.ts'
import { linkInArguments, placeOfLink } from './deep-link.ts'
import { platformTraits } from './platform.ts'
import { hardenApp, hardenSession } from './security.ts'
import { Studio } from './studio.ts'
import { wordsFor } from './words.ts'

const home = dataFolder()
const traits = platformTraits()

/** The studio's own data and Chromium's lie apart; both follow STRATA_HOME, and so does the lock of the single instance. */
app.setPath('userData', join(home, 'window'))
app.setAboutPanelOptions({ applicationName: 'Strata', applicationVersion: app.getVersion(), copyright: 'Apache License 2.0' })
if (traits.appUserModelId) app.setAppUserModelId(traits.appUserModelId)
registerAppScheme()
hardenApp()

if (app.requestSingleInstanceLock()) {
  void start()
} else {
  // The other instance hears of the arguments and comes to the front.
  app.exit(0)
}

async function start(): Promise<void> {
  const links = collectLinks()
  await app.whenReady()
  try {
    hardenSession()
    // Before packaging, a link would start the development's Electron without the app.
    if (app.isPackaged) app.setAsDefaultProtocolClient('strata')
    const devServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
    serveRenderer(join(import.meta.dirname, '../renderer'), devServer)
    const studio = await Studio.open({ dataFolder: home, resources: resourcesFolder(), preload: join(import.meta.dirname, '../preload/index.cjs'), log: openLogFile(home, 'desktop') })
    app.on('activate', () => studio.show())
    app.on('window-all-closed', () => {
      if (!traits.staysWithoutWindows) app.quit()
    })
    links.follow((place) => studio.show(place))
    if (process.argv.includes('--open-sample')) studio.openSample()
    studio.show(links.first())
  } catch (thrown) {
    failToStart(thrown)
  }
}

interface Links {
  first(): string | undefined
  follow(show: (place?: string) => void): void
}

/** Links may come before the studio is open: by the arguments of this start, of a second one, or as macOS' event. */
function collectLinks(): Links {
  let place = placeOfLink(linkInArguments(process.argv) ?? '')
  let show: ((place?: string) => void) | undefined
  const open = (link: string | undefined) => {
    const wanted = link === undefined ? undefined : placeOfLink(link)
    if (show) show(wanted)
    else place = wanted ?? place
  }
  app.on('second-instance', (_event, args) => open(linkInArguments(args)))
  app.on('open-url', (event, link) => {
    event.preventDefault()
    open(link)
  })
  return { first: () => place, follow: (listener) => (show = listener) }
}

function resourcesFolder(): string {
  const packed = join(process.resourcesPath, 'icons')
  return app.isPackaged && existsSync(packed) ? packed : join(import.meta.dirname, '../../resources')
}

function failToStart(thrown: unknown): void {
  const { data, cause } = toAppError(thrown)
  console.error(data.message, cause ?? '')
  dialog.showErrorBox(wordsFor('system', app.getLocale()).cannotStart, [data.message, data.help].filter(Boolean).join('\n\n'))
  app.exit(1)
}
