import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Environment } from '#shared/contract/environments.ts'
import { AppError, type AppErrorData } from '#shared/contract/app-error.ts'
import type { JobEvent } from '#shared/contract/jobs.ts'
import type { RunResult } from '#shared/contract/migrations.ts'
import type { Engine } from '#engine/engine.ts'
import { migrationsOperations } from '#engine/operations/migrations.ts'
import type { BackupTools } from '#engine/migrations/run/run-migrations.ts'
import { createDatabase, type TestDatabase } from './database.ts'
import { makeEnvironment, testEngine, type EnvironmentOptions } from './migration-environment.ts'

export interface RunOutcome {
  state: string
  result: RunResult
  error: AppErrorData | undefined
  events: JobEvent[]
}

export interface MigrationWorld {
  database: TestDatabase
  environment: Environment
  engine: Engine
  operations: ReturnType<typeof migrationsOperations>
  /** Writes files into the migrations folder; null deletes. */
  files(files: Readonly<Record<string, string | Buffer | null>>): void
  apply(input?: Partial<Parameters<ReturnType<typeof migrationsOperations>['apply']>[0]>): Promise<RunOutcome>
  undo(input?: Partial<Parameters<ReturnType<typeof migrationsOperations>['undo']>[0]>): Promise<RunOutcome>
  /** Waits for a started run. */
  ended(jobId: string): Promise<RunOutcome>
  end(): Promise<void>
}

export interface WorldOptions extends EnvironmentOptions {
  tools?: Partial<BackupTools>
}

/** A database, a folder and an engine with one environment "here": what migrations need, and nothing of the hosts. */
export async function migrationWorld(options: WorldOptions = {}): Promise<MigrationWorld> {
  const database = await createDatabase('migrate')
  const folder = mkdtempSync(join(tmpdir(), 'strata-migrations-'))
  const environment = makeEnvironment(database.url, folder, options)
  const engine = testEngine(environment)
  const tools: BackupTools = {
    createBackup: () => Promise.reject(new AppError('backup_failed', { problem: 'none was asked for' })),
    checkBackup: () => Promise.resolve({ ok: true, message: 'fine' }),
    ...options.tools,
  }
  const operations = migrationsOperations(engine, tools)
  const ended = async (jobId: string): Promise<RunOutcome> => {
    const { state, result, error } = await engine.jobs.ended(jobId)
    const events: JobEvent[] = []
    for await (const event of await engine.jobs.watch(jobId)) events.push(event)
    return { state, result: result as RunResult, error, events }
  }
  return {
    database, environment, engine, operations, ended,
    files: (files) => writeFiles(folder, files),
    apply: async (input = {}) => ended((await operations.apply({ env: 'here', ...input }, {})).jobId),
    undo: async (input = {}) => ended((await operations.undo({ env: 'here', ...input }, {})).jobId),
    end: async () => {
      await engine.jobs.stop()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function writeFiles(folder: string, files: Readonly<Record<string, string | Buffer | null>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    if (content === null) rmSync(path)
    else {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, content)
    }
  }
}
