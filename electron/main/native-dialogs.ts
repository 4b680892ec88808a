import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { Dialogs } from '#engine/engine.ts'

/** The system's own dialogs, over our window when there is one. */
export function nativeDialogs(window: () => BrowserWindow | undefined): Dialogs {
  const choose = async (properties: OpenDialogOptions['properties'], title?: string) => {
    const parent = window()
    const options: OpenDialogOptions = { properties, ...(title !== undefined && { title }) }
    const { canceled, filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options))
    return canceled ? undefined : filePaths[0]
  }
  return {
    chooseFolder: (title) => choose(['openDirectory', 'createDirectory'], title),
    chooseFile: (title) => choose(['openFile', 'showHiddenFiles'], title),
  }
}
