import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Outside the repository, so that a fresh clone finds it again. Chromium's sandbox refuses root: a run by root starts
 * the app as user "nobody", who cannot enter root's home.
 */
export function cacheFolder(): string {
  const folder = process.env.STRATA_ELECTRON_CACHE ?? (process.getuid?.() === 0 ? '/var/cache/strata-electron' : join(homedir(), '.cache/strata-electron'))
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  return folder
}
