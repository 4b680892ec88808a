import { net, protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { policyHeader } from '#shared/security/content-security-policy.ts'
import { appScheme, contentType, fileOfUrl } from './app-origin.ts'

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }])
}

/** Serves the built renderer as `app://strata/`; while developing, what Vite serves at `devServer`, under the same origin. */
export function serveRenderer(folder: string, devServer?: string): void {
  const policy = policyHeader(devServer ? developmentSources(devServer) : {})
  protocol.handle(appScheme, (request) => (devServer ? fromDevServer(request, devServer, policy) : fromFolder(request, folder, policy)))
}

async function fromFolder(request: Request, folder: string, policy: string): Promise<Response> {
  const file = request.method === 'GET' ? fileOfUrl(request.url, folder) : undefined
  if (!file) return new Response('Forbidden', { status: 403 })
  try {
    return new Response(await readFile(file), { headers: headers(contentType(file), policy) })
  } catch {
    return new Response('Not found', { status: 404 })
  }
}

async function fromDevServer(request: Request, devServer: string, policy: string): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const answer = await net.fetch(new URL(pathname + search, devServer).href, { bypassCustomProtocolHandlers: true })
  return new Response(answer.body, { status: answer.status, headers: headers(answer.headers.get('content-type') ?? contentType(pathname), policy) })
}

function headers(type: string, policy: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  }
}

/** Hot reload talks to Vite itself, and React's refresh puts one inline script into the page. */
function developmentSources(devServer: string): Record<string, string[]> {
  return { 'connect-src': [devServer.replace(/^http/, 'ws').replace(/\/$/, '')], 'script-src': ["'unsafe-inline'"] }
}
