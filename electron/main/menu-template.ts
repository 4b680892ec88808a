import type { MenuItemConstructorOptions } from 'electron'
import type { PlatformTraits } from './platform.ts'
import type { Words } from './words.ts'

export interface MenuActions {
  showAbout(): void
  openDataFolder(): void
}

type Item = MenuItemConstructorOptions

/** The native menu as data. */
export function menuTemplate(words: Words, traits: PlatformTraits, actions: MenuActions, developing: boolean): Item[] {
  const about: Item = { label: words.about, click: actions.showAbout }
  const help: Item[] = [{ label: words.dataFolder, click: actions.openDataFolder }, ...(traits.hasAppMenu ? [] : [separator, about])]
  return [
    ...(traits.hasAppMenu ? [appMenu(words, about)] : []),
    { label: words.file, submenu: traits.hasAppMenu ? [{ role: 'close', label: words.close }] : [{ role: 'quit', label: words.quit }] },
    { label: words.edit, submenu: editMenu(words) },
    { label: words.view, submenu: viewMenu(words, developing) },
    { label: words.window, role: 'windowMenu', submenu: [{ role: 'minimize', label: words.minimize }, { role: 'close', label: words.close }] },
    { label: words.help, role: 'help', submenu: help },
  ]
}

const separator: Item = { type: 'separator' }

function appMenu(words: Words, about: Item): Item {
  const hiding: Item[] = [{ role: 'hide', label: words.hide }, { role: 'hideOthers', label: words.hideOthers }, { role: 'unhide', label: words.showAll }]
  return { label: 'Strata', submenu: [about, separator, ...hiding, separator, { role: 'quit', label: words.quit }] }
}

function editMenu(words: Words): Item[] {
  return [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    separator,
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'delete', label: words.delete },
    { role: 'selectAll', label: words.selectAll },
  ]
}

function viewMenu(words: Words, developing: boolean): Item[] {
  return [
    { role: 'reload', label: words.reload },
    ...(developing ? [{ role: 'toggleDevTools', label: words.developerTools } satisfies Item] : []),
    separator,
    { role: 'resetZoom', label: words.actualSize },
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    separator,
    { role: 'togglefullscreen', label: words.fullScreen },
  ]
}
