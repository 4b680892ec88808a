import { extname, resolve, sep } from 'node:path'

export const appScheme = 'app'
export const appHost = 'strata'
export const appUrl = `${appScheme}://${appHost}/`

/** Whether a URL is a page of the studio itself. */
export function isOwnUrl(url: string): boolean {
  try {
    const { protocol, host } = new URL(url)
    return protocol === `${appScheme}:` && host === appHost
  } catch {
    return false
  }
}

/** File below `folder` that an `app://strata/...` URL means; undefined for every URL that leads elsewhere. */
export function fileOfUrl(url: string, folder: string): string | undefined {
  if (!isOwnUrl(url)) return undefined
  try {
    const path = decodeURIComponent(new URL(url).pathname)
    if (path.includes('\0') || path.includes('\\')) return undefined
    const file = resolve(folder, `.${path.endsWith('/') ? `${path}index.html` : path}`)
    return file.startsWith(folder + sep) ? file : undefined
  } catch {
    return undefined
  }
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

export function contentType(file: string): string {
  return types[extname(file).toLowerCase()] ?? 'application/octet-stream'
}
