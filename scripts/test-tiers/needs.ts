import { findClientTools, fittingClient } from '#engine/backups/client-tools.ts'
import { embeddedServer, installedServer } from '#engine/postgres/local-server.ts'
import { findDisplayServer } from '../electron-runtime/display.ts'
import { findRuntime } from '../electron-runtime/runtime.ts'
import { findChromium } from '../find-chromium.ts'
import { root } from './runners.ts'
import type { Missing } from './tier.ts'

const onLinux = process.platform === 'linux'
const byBrew = process.platform === 'darwin'

export function needsServer(): Missing | undefined {
  if (installedServer(15) ?? embeddedServer(root)) return undefined
  return { what: 'a PostgreSQL 15 server', install: onLinux ? 'apt-get install postgresql-15' : 'npm ci' }
}

export async function needsClient(): Promise<Missing | undefined> {
  const missing = needsServer()
  if (missing || fittingClient(await findClientTools(), 15)) return missing
  return { what: 'pg_dump 15 or later', install: byBrew ? 'brew install postgresql@15' : onLinux ? 'apt-get install postgresql-client-15' : 'winget install PostgreSQL.PostgreSQL.15' }
}

export function needsChromium(): Missing | undefined {
  return findChromium() ? undefined : { what: 'Chromium', install: onLinux ? 'apt-get install chromium' : 'npx playwright install chromium' }
}

export async function needsElectron(): Promise<Missing | undefined> {
  if (!findDisplayServer()) return { what: 'Xvfb', install: 'apt-get install xvfb' }
  const runtime = await findRuntime()
  return 'missing' in runtime ? { what: runtime.missing, install: runtime.install } : undefined
}
