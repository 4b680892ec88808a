import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import { environmentInputSchema, type Environment } from '#shared/contract/environments.ts'
import type { Progress } from '#shared/contract/jobs.ts'
import type { Engine } from '../engine.ts'
import { JobRunner } from '../jobs/job-runner.ts'
import { MemoryJobStore } from '../jobs/job-store.ts'
import { allOperations } from '../operations/all-operations.ts'
import { savePassword } from '../vault/save-password.ts'
import { copyMigrations, withDraft } from './copy-migrations.ts'
import type { SampleFolders } from './sample-folders.ts'
import { createDatabaseSql } from './sample.sql.ts'
import type { SampleAddress } from './sample-server.ts'
import { story, type Chapter, type StoryEvent } from './story.ts'

export interface HistoryRequest {
  folders: SampleFolders
  /** Folder of the migrations that come with Strata. */
  source: string
  address: SampleAddress
  progress: (progress: Progress) => void
}

/** Makes the databases and environments of the sample, and lets the story happen to them with the engine's own operations. */
export async function writeHistory(engine: Engine, request: HistoryRequest): Promise<void> {
  copyMigrations(request.source, request.folders.migrations)
  // Its jobs are nobody's: they shall not fill the list of jobs.
  const quiet: Engine = { ...engine, jobs: new JobRunner(new MemoryJobStore()) }
  const total = story.reduce((sum, { events }) => sum + events.length, 0)
  let done = 0
  for (const chapter of story) {
    const environment = await addEnvironment(quiet, chapter, request)
    for (const event of chapter.events) {
      request.progress({ label: `Filling ${environment.name}: ${event.reason}`, done, total, unit: 'steps' })
      await withDraft(request.source, request.folders.migrations, event.draft, () => happen(quiet, environment, event))
      done += 1
    }
  }
  request.progress({ label: 'The sample is ready', done, total, unit: 'steps' })
}

async function addEnvironment(engine: Engine, chapter: Chapter, { folders, address }: HistoryRequest): Promise<Environment> {
  await createDatabase(chapter.database, address)
  const input = environmentInputSchema.parse({
    name: freeName(engine, chapter.name),
    class: chapter.class,
    connection: { host: '127.0.0.1', port: address.port, database: chapter.database, user: 'postgres', sslmode: 'disable' },
    migrationsFolder: folders.migrations,
    backupFolder: folders.backups,
    policies: { backupBeforeMigrating: chapter.backupBeforeMigrating },
  })
  return savePassword(engine, await engine.environments.create(input, { sample: true }), address.password)
}

/** A person may have an environment of that name. */
function freeName(engine: Engine, name: string): string {
  const taken = new Set(engine.environments.list().map((environment) => environment.name.toLowerCase()))
  const names = [name, `sample ${name}`, ...Array.from({ length: 98 }, (_, index) => `sample ${name} ${index + 2}`)]
  return names.find((candidate) => !taken.has(candidate)) ?? name
}

async function createDatabase(database: string, { port, password }: SampleAddress): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' })
  await client.connect()
  try {
    for (const statement of createDatabaseSql(database)) await client.query(statement)
  } finally {
    await client.end()
  }
}

async function happen(engine: Engine, environment: Environment, event: StoryEvent): Promise<void> {
  const operations = allOperations(engine)
  const wanted = event.backup ?? environment.policies.backupBeforeMigrating
  const backup = wanted && (await operations.backups.check({ env: environment.id }, {})).ok
  const input = { env: environment.id, to: event.to, reason: event.reason, confirm: environment.name, backup }
  const { jobId } = await (event.do === 'apply' ? operations.migrations.apply(input, {}) : operations.migrations.undo(input, {}))
  const job = await engine.jobs.ended(jobId)
  if (job.error && event.draft === undefined) throw AppError.from(job.error)
}
