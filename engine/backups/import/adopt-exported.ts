import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import { manifestSchema, type Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import type { JobContext } from '../../jobs/job-runner.ts'
import { archiveSum, copyArchive } from '../archive-files.ts'
import { PartialArchive } from '../backup-folder.ts'
import { settleFile, sha256 } from '../files.ts'
import { findBackup, globalsFile } from '../manifests.ts'
import { paced } from '../paced.ts'
import { publishArchive } from '../publish-archive.ts'

type Adopting = Pick<JobContext, 'signal' | 'progress' | 'log'> & { file: string }

/** A backup that was exported keeps its manifest, which lies beside it. Undefined where none does. Throws `already_exists`, `backup_damaged`. */
export async function adoptExported(engine: Engine, environment: Environment, folder: string, { file, signal, progress, log }: Adopting): Promise<Manifest | undefined> {
  const found = await manifestBeside(file)
  if (!found) return undefined
  if (await findBackup(engine, found.id).catch(() => undefined)) throw new AppError('already_exists', { what: 'Backup', name: found.id })
  const manifest: Manifest = { ...found, env: environment.name, envId: environment.id, envClass: environment.class, file: join(folder, basename(file)) }
  const partial = await PartialArchive.create(folder, found.id, found.format === 'directory' ? 'folder' : 'file')
  const tell = paced(progress)
  try {
    await copyArchive(file, partial.file, signal, (done) => tell({ label: 'Copying the backup', done, total: found.bytes, unit: 'bytes' }))
    const sum = await archiveSum(partial.file, signal, (done) => tell({ label: 'Checking the copy', done, total: found.bytes, unit: 'bytes' }))
    if (sum !== found.sha256) throw new AppError('backup_damaged', { backup: found.id, problem: 'the SHA-256 of the archive is not the one in the manifest' }, { state: 'Nothing was imported.' })
    const globals = await adoptGlobals(file, found, folder, signal)
    if (found.globals && !globals) log('warning', 'The file with the roles is not beside it, or is not the one that belongs to it: it is left out.')
    const { globals: _without, ...rest } = manifest
    const complete = globals ? { ...rest, globals } : rest
    await publishArchive(complete, { archive: partial.file })
    return complete
  } finally {
    await partial.discard()
  }
}

async function manifestBeside(file: string): Promise<Manifest | undefined> {
  const id = basename(file).replace(/\.age$/, '').replace(/\.(?:dump|dir|tar|sql)$/, '')
  try {
    const read = manifestSchema.safeParse(JSON.parse(await readFile(join(dirname(file), `${id}.json`), 'utf8')))
    return read.success && read.data.id === id && basename(read.data.file) === basename(file) ? read.data : undefined
  } catch {
    return undefined
  }
}

async function adoptGlobals(file: string, { id, globals }: Manifest, folder: string, signal: AbortSignal): Promise<Manifest['globals']> {
  if (!globals) return undefined
  const from = globalsFile(file, globals)
  if ((await sha256(from, signal).catch(() => undefined)) !== globals.sha256) return undefined
  const partial = await PartialArchive.create(folder, `${id}.globals`)
  try {
    await copyArchive(from, partial.file, signal)
    const to = join(folder, basename(globals.file))
    await settleFile(partial.file, to)
    return { ...globals, file: to }
  } finally {
    await partial.discard()
  }
}
