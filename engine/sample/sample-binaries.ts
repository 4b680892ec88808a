import { copyFileSync, cpSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import { embeddedServer } from '../postgres/local-server.ts'

/** Folder with initdb and postgres of the sample; undefined where no package for this platform is installed. */
export function sampleBinaries(root: string): string | undefined {
  return embeddedServer(outsideArchive(root))
}

/** Programs cannot be run from inside the archive of a packed app: electron-builder lays them beside it. */
export function outsideArchive(path: string): string {
  return path.replace(/app\.asar(?=$|[\\/])/, 'app.asar.unpacked')
}

interface Link {
  source: string
  target: string
}

/** npm packages hold no symbolic links: an install script makes them, and may not have run. `native` is the folder above `bin`. */
export function repairLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const [file, link] = [join(dirname(native), source), join(dirname(native), target)]
    if (exists(link) || !existsSync(file)) continue
    try {
      symlinkSync(relative(dirname(link), file), link)
    } catch (thrown) {
      makeCopy(file, link, thrown)
    }
  }
}

function makeCopy(file: string, link: string, cause: unknown): void {
  try {
    copyFileSync(file, link)
  } catch {
    throw new AppError('sample_unavailable', { problem: `${basename(link)} is missing in ${dirname(link)} and cannot be made` }, { cause, help: 'Run npm ci again, as a user who may write there.' })
  }
}

function exists(link: string): boolean {
  return lstatSync(link, { throwIfNoEntry: false }) !== undefined
}

/**
 * Binaries that the server's own user may run. As root the server runs as nobody, who cannot enter such places as
 * /root: then they are copied below `folder`.
 */
export function reachableBinaries(binaries: string, folder: string): string {
  if (process.getuid?.() !== 0 || openToAll(binaries)) return binaries
  const copy = join(folder, 'native')
  if (!existsSync(join(copy, 'bin'))) cpSync(dirname(binaries), copy, { recursive: true, verbatimSymlinks: true })
  return join(copy, 'bin')
}

function openToAll(path: string): boolean {
  const above = dirname(path)
  return (statSync(path).mode & 0o001) !== 0 && (above === path || openToAll(above))
}
