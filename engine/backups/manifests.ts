import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '#shared/contract/app-error.ts'
import { backupSchema, manifestSchema, rehearsalSchema, type Backup, type Manifest } from '#shared/contract/backups.ts'
import type { Engine } from '../engine.ts'
import { archiveBytes, removeArchive } from './archive-files.ts'
import { backupFolder } from './backup-folder.ts'
import { contentsFile, contentsSuffix, schemaFile } from './beside.ts'
import { writeAtomically } from './files.ts'

/** What became known about an archive after it was made; lies beside its manifest, which never changes. */
const findingsSchema = z.object({
  lastRestore: backupSchema.shape.lastRestore.default(null),
  /** Restores that were tried, for the timeline. */
  restores: z.array(z.object({
    /** As in the journal, so that one restore is one event. */
    id: z.string(), at: z.iso.datetime(), env: z.string(), database: z.string(), outcome: z.enum(['verified', 'differs', 'failed']), by: z.string(), reason: z.string(), ms: z.number(), problem: z.string().nullable(),
  })).default([]),
  /** The checksum did not agree. */
  damaged: z.boolean().default(false),
  /** The newest last. */
  rehearsals: z.array(rehearsalSchema).default([]),
  keep: z.boolean().default(false),
})
export type Findings = z.infer<typeof findingsSchema>

export interface StoredBackup {
  /** With `file` as an absolute path. */
  manifest: Manifest
  findings: Findings
  backup: Backup
}

/** Every backup that this Strata knows the folder of, the newest first. */
export async function listBackups(engine: Engine): Promise<StoredBackup[]> {
  const folders = await knownFolders(engine)
  const found = (await Promise.all(folders.map(readFolder))).flat()
  return found.toSorted((a, b) => b.manifest.createdAt.localeCompare(a.manifest.createdAt) || b.manifest.id.localeCompare(a.manifest.id))
}

export async function findBackup(engine: Engine, id: string): Promise<StoredBackup> {
  for (const folder of await knownFolders(engine)) {
    const stored = await readStored(join(folder, `${id}.json`))
    if (stored) return stored
  }
  throw new AppError('not_found', { what: 'backup', name: id })
}

export async function writeManifest(manifest: Manifest): Promise<void> {
  await writeAtomically(join(dirname(manifest.file), `${manifest.id}.json`), manifestText(manifest))
}

/** As it lies beside the archive, which it names without its folder. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify({ ...manifest, file: basename(manifest.file) }, null, 2)}\n`
}

/** Changes of one file by this process are made one after another, so that none is lost. */
const changing = new Map<string, Promise<void>>()

export async function addFindings({ manifest }: StoredBackup, change: (findings: Findings) => Findings): Promise<void> {
  const file = findingsFile(manifest)
  const before = changing.get(file) ?? Promise.resolve()
  const written = before.catch(() => {}).then(async () => writeAtomically(file, `${JSON.stringify(change(await readFindings(file)), null, 2)}\n`))
  changing.set(file, written)
  await written.finally(() => changing.get(file) === written && changing.delete(file))
}

/** The manifest goes first: what is left after a crash in between is no backup. */
export async function deleteBackup({ manifest }: StoredBackup): Promise<number> {
  const bytes = await archiveBytes(manifest.file)
  await rm(join(dirname(manifest.file), `${manifest.id}.json`), { force: true })
  for (const file of [findingsFile(manifest), contentsFile(manifest), schemaFile(manifest)]) await rm(file, { force: true })
  await removeArchive(manifest.file)
  if (manifest.globals) await rm(globalsFile(manifest.file, manifest.globals), { force: true })
  return (bytes ?? 0) + (manifest.globals?.bytes ?? 0)
}

/** Where the file with the roles lies: beside the archive, wherever both have moved. */
export function globalsFile(archive: string, { file }: NonNullable<Manifest['globals']>): string {
  return join(dirname(archive), basename(file))
}

function findingsFile({ file, id }: Manifest): string {
  return join(dirname(file), `${id}.restore.json`)
}

async function knownFolders(engine: Engine): Promise<string[]> {
  const own = engine.environments.list().map((environment) => backupFolder(engine, environment))
  const root = join(engine.info.dataFolder, 'backups')
  const below = await readdir(root, { withFileTypes: true }).catch(() => [])
  return [...new Set([...own, ...below.filter((entry) => entry.isDirectory()).map(({ name }) => join(root, name))])]
}

async function readFolder(folder: string): Promise<StoredBackup[]> {
  const names = await readdir(folder).catch(() => [])
  const manifests = names.filter((name) => name.endsWith('.json') && !name.endsWith('.restore.json') && !name.endsWith(contentsSuffix))
  const stored = await Promise.all(manifests.map((name) => readStored(join(folder, name))))
  return stored.filter((one) => one !== undefined)
}

/**
 * Undefined for a file that is not there or is no manifest. The archive is looked for beside the manifest, wherever both have moved; one
 * that names anything else than its own archive is none, for what it names may be deleted.
 */
async function readStored(file: string): Promise<StoredBackup | undefined> {
  const read = manifestSchema.safeParse(await readJson(file))
  if (!read.success || `${read.data.id}.json` !== basename(file)) return undefined
  const { id, globals } = read.data
  if (![read.data.file, ...(globals ? [globals.file] : [])].every((name) => basename(name).startsWith(`${id}.`))) return undefined
  const manifest = { ...read.data, file: join(dirname(file), basename(read.data.file)) }
  const findings = await readFindings(findingsFile(manifest))
  return { manifest, findings, backup: await toBackup(manifest, findings) }
}

async function toBackup(manifest: Manifest, findings: Findings): Promise<Backup> {
  const { tables, extensions: _extensions, locale: _locale, settings: _settings, ...rest } = manifest
  const bytes = await archiveBytes(manifest.file)
  const condition = bytes === undefined ? 'file_missing' : bytes !== manifest.bytes || findings.damaged ? 'damaged' : 'ok'
  return { ...rest, tableCount: tables.length, rowCount: tables.reduce((sum, { rows }) => sum + rows, 0), condition, lastRestore: findings.lastRestore, rehearsal: findings.rehearsals.at(-1) ?? null, keep: findings.keep, expiresAt: null }
}

async function readFindings(file: string): Promise<Findings> {
  const read = findingsSchema.safeParse(await readJson(file))
  return read.success ? read.data : { lastRestore: null, restores: [], damaged: false, rehearsals: [], keep: false }
}

/** No manifest comes near it, not even of a hundred thousand tables. */
const mostBytes = 64 * 1024 * 1024

export async function readJson(file: string): Promise<unknown> {
  try {
    if ((await stat(file)).size > mostBytes) return undefined
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return undefined
  }
}
