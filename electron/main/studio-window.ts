import { app, BrowserWindow, screen, type WebPreferences } from 'electron'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { appUrl } from './app-origin.ts'
import { platformTraits } from './platform.ts'
import { fitWindowState, smallestWindow, type WindowState } from './window-state.ts'

export interface WindowOptions {
  preload: string
  resources: string
  /** File that remembers place and size. */
  stateFile: string
  dark: boolean
  /** Where in the studio it opens, such as `/timeline`. */
  place?: string | undefined
}

function preferences(preload: string): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: !app.isPackaged,
  }
}

export function openStudioWindow(options: WindowOptions): BrowserWindow {
  const state = fitWindowState(readState(options.stateFile), screen.getAllDisplays().map(({ workArea }) => workArea))
  const { windowIcon } = platformTraits()
  const window = new BrowserWindow({
    ...placement(state),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Strata',
    backgroundColor: options.dark ? '#15171a' : '#ffffff',
    ...(windowIcon && { icon: join(options.resources, windowIcon) }),
    webPreferences: preferences(options.preload),
  })
  if (state.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => writeState(options.stateFile, window))
  void window.loadURL(placeUrl(options.place)).catch(() => {})
  return window
}

/** Places are kept behind the `#`, so that going to one reloads nothing. */
export function placeUrl(place?: string): string {
  return place ? `${appUrl}#${place}` : appUrl
}

function placement({ x, y, width, height }: WindowState): { x?: number; y?: number; width: number; height: number } {
  return x === undefined || y === undefined ? { width, height } : { x, y, width, height }
}

function readState(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** A place that cannot be kept costs nothing but the place. */
function writeState(file: string, window: BrowserWindow): void {
  const state: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized() }
  try {
    writeFileSync(`${file}.new`, JSON.stringify(state))
    renameSync(`${file}.new`, file)
  } catch (error) {
    console.error('The place of the window could not be kept:', error)
  }
}
