import { app, session, shell, type Session, type WebContents } from 'electron'
import { isOwnUrl } from './app-origin.ts'

/** Denies what no page of the studio needs; in force for every page that the app will ever make. */
export function hardenApp(): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents))
}

/** Call once the app is ready. */
export function hardenSession(target: Session = session.defaultSession): void {
  target.setPermissionRequestHandler((_contents, permission, answer, details) => answer(isAllowed(permission, details.requestingUrl)))
  target.setPermissionCheckHandler((_contents, permission, origin) => isAllowed(permission, origin))
  target.setDevicePermissionHandler(() => false)
  target.on('will-download', (event, item) => {
    if (!isOwnUrl(item.getURL()) && !item.getURL().startsWith('blob:app://strata/')) event.preventDefault()
  })
}

/** Copying is a click of the person; everything else is refused. */
function isAllowed(permission: string, url: string): boolean {
  return permission === 'clipboard-sanitized-write' && isOwnUrl(url)
}

function hardenContents(contents: WebContents): void {
  const stayHere = (event: { preventDefault(): void }, url: string) => {
    if (!isOwnUrl(url)) event.preventDefault()
  }
  contents.on('will-navigate', (event, url) => stayHere(event, url))
  contents.on('will-redirect', (event, url) => stayHere(event, url))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (isWebLink(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}

/** Links go to the person's browser, encrypted ones alone: never `file:`, never a scheme that starts a program. */
export function isWebLink(url: string): boolean {
  try {
    const { protocol, username, password } = new URL(url)
    return protocol === 'https:' && username === '' && password === ''
  } catch {
    return false
  }
}
