import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import { environmentInputSchema, type Environment } from '#shared/contract/environments.ts'
import { parseSource, shownSource, type Source } from '#shared/compare/source.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { findBackup } from '../backups/manifests.ts'
import type { Engine } from '../engine.ts'
import { completeEnvironment } from '../environments/complete-environment.ts'
import type { JobContext } from '../jobs/job-runner.ts'
import { parseAsLibpq } from '../postgres/settings/parse-as-libpq.ts'
import { buildFromFolder } from '../preview/build-schema.ts'
import { restoreSchema } from '../preview/restore-schema.ts'
import { withShadow, type Shadow } from '../preview/shadow-database.ts'
import type { Likeness } from '../preview/shadow-place.ts'
import { decodeSnapshot } from '../schema/codec.ts'
import { loadSnapshot } from '../schema/loaded-snapshots.ts'
import { readEnvironment } from '../schema/take-snapshot.ts'
import type { HistoryName } from './own-tables.ts'

export type SideJob = Pick<JobContext, 'signal' | 'progress' | 'log'>

/** One side of a comparison before its schema is read. */
export interface Side {
  source: Source
  /** As it may be shown and stored. */
  shown: string
  /** The environment that it is or belongs to. */
  environment: Environment | undefined
  /** With a vault that knows the password of its address. */
  engine: Engine
}

/** A side with its schema. */
export interface ReadSide extends Side {
  snapshot: Snapshot
  title: string
  /** Where its history is kept, if it has one. */
  history: HistoryName
}

export interface SideRequest {
  schemas?: readonly string[] | undefined
  /** The other side: a shadow is made as its server is. */
  other: Side
}

/** Takes a source apart and finds what it names. Throws `source_invalid`, `not_found`. */
export async function findSide(engine: Engine, text: string): Promise<Side> {
  const source = parseSource(text)
  const shown = shownSource(text)
  switch (source.kind) {
    case 'env':
      return { source, shown, engine, environment: engine.environments.get(source.env) }
    case 'url':
      return { source, shown, ...addressed(engine, source.url, shown) }
    case 'dir':
      return { source, shown, engine, environment: environmentOfFolder(engine, source.folder) }
    case 'snapshot': {
      const { envId } = await engine.snapshots.get(source.snapshot)
      return { source, shown, engine, environment: engine.environments.list().find(({ id }) => id === envId) }
    }
    default:
      return { source, shown, engine, environment: undefined }
  }
}

function environmentOfFolder(engine: Engine, folder: string): Environment | undefined {
  return engine.environments.list().find(({ migrationsFolder }) => migrationsFolder !== '' && resolve(migrationsFolder) === resolve(folder))
}

const addressId = 'address'

/** An address as an environment, with its password in a vault of its own. */
function addressed(engine: Engine, url: string, shown: string): Pick<Side, 'engine' | 'environment'> {
  try {
    const { connection, password } = parseAsLibpq(url)
    const input = environmentInputSchema.omit({ password: true }).parse({ name: 'address', class: 'production', connection })
    const now = new Date().toISOString()
    const environment = completeEnvironment(input, { id: addressId, sample: false, hasPassword: password !== undefined, createdAt: now, updatedAt: now })
    const vault: Engine['vault'] = { info: engine.vault.info, get: async (id) => (id === addressId ? password : engine.vault.get(id)), set: (id, secret) => engine.vault.set(id, secret), delete: (id) => engine.vault.delete(id) }
    return { environment, engine: { ...engine, vault } }
  } catch (thrown) {
    const problem = thrown instanceof AppError ? thrown.message : 'something is missing in the address'
    throw new AppError('source_invalid', { source: shown, problem }, { help: 'Give the whole address: postgres://user@host:5432/database' })
  }
}

const usualHistory: HistoryName = { schema: 'public', historyTable: 'flyway_schema_history' }

/** Reads the schema of a side: from its server, its file or a shadow that is made for it. */
export async function readSide(side: Side, request: SideRequest, job: SideJob): Promise<ReadSide> {
  const { snapshot, title } = await schemaOf(side, request, job)
  return { ...side, snapshot, title, history: side.environment ?? usualHistory }
}

interface Titled {
  snapshot: Snapshot
  title: string
}

async function schemaOf(side: Side, request: SideRequest, job: SideJob): Promise<Titled> {
  const { source, engine, environment, shown } = side
  const { schemas } = request
  switch (source.kind) {
    case 'env':
    case 'url':
      if (!environment) throw new AppError('not_found', { what: 'environment', name: shown })
      return { snapshot: await readEnvironment(engine, environment, { schemas, ...job }), title: source.kind === 'env' ? environment.name : shown }
    case 'dir':
      return { snapshot: await folderSchema(side, source, request, job), title: `${basename(resolve(source.folder))}${source.version === undefined ? '' : ` at ${source.version}`}` }
    case 'snapshot': {
      const { name, env, takenAt } = await engine.snapshots.get(source.snapshot)
      return { snapshot: await loadSnapshot(engine, source.snapshot), title: name ?? `${env ?? 'Snapshot'} of ${takenAt}` }
    }
    case 'snapshot-file':
      return { snapshot: await fileSchema(source.file), title: basename(source.file) }
    case 'backup':
      return { snapshot: await backupSchema(side, source.backup, request, job), title: source.backup }
  }
}

async function fileSchema(file: string): Promise<Snapshot> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new AppError('source_invalid', { source: file, problem: 'there is no such file' })
  return decodeSnapshot(createReadStream(file), { name: file })
}

async function folderSchema(side: Side, { folder, version }: Extract<Source, { kind: 'dir' }>, request: SideRequest, job: SideJob): Promise<Snapshot> {
  const { schema, historyTable } = side.environment ?? usualHistory
  return shadowSchema(side, request, job, async (shadow) => {
    if (version === '0') return
    await buildFromFolder(shadow, { folder: resolve(folder), to: version, schema, historyTable, outOfOrder: true }, job)
  })
}

async function backupSchema(side: Side, id: string, request: SideRequest, job: SideJob): Promise<Snapshot> {
  const stored = await findBackup(side.engine, id)
  return shadowSchema(side, request, job, (shadow) => restoreSchema(shadow, stored, job))
}

/** The schema that a shadow has once it is filled. */
export function shadowSchema(side: Side, { schemas, other }: SideRequest, job: SideJob, fill: (shadow: Shadow) => Promise<void>): Promise<Snapshot> {
  const like = likenessOf(other) ?? likenessOf(side)
  const saved = [other, side].flatMap(({ environment, source }) => (environment && source.kind !== 'url' ? [environment] : []))
  const environments = [...new Map(saved.map((environment) => [environment.id, environment])).values()]
  job.progress({ label: 'Making a shadow database' })
  return withShadow(side.engine, side.engine.shadows, { like, environments, ...job }, async (shadow) => {
    await fill(shadow)
    return readEnvironment(shadow.engine, shadow.environment, { schemas, ...job })
  })
}

function likenessOf({ engine, environment }: Side): Likeness | undefined {
  return environment && { engine, environment }
}
