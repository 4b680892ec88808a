import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { readApplied, withFolderOf, type AppliedMigrations } from '../../compare/applied-migrations.ts'
import type { Engine } from '../../engine.ts'
import { buildFromFolder } from '../build-schema.ts'
import type { Shadow } from '../shadow-database.ts'
import type { ShadowJob } from './build-base.ts'
import { shadowNote } from './failures.ts'

/** What an environment's schema should come from. Throws `folder_missing` and what reading the history throws. */
export async function readReplayed(engine: Engine, environment: Environment): Promise<AppliedMigrations> {
  if (environment.migrationsFolder === '') throw new AppError('folder_missing', { folder: '(none is set)' }, { help: 'Choose a folder in the environment, or build the shadow from the schema as it is.' })
  return readApplied(engine, environment)
}

/** Runs the applied migrations in an empty shadow, the history table included. Throws `shadow_failed` with the place in the file. */
export async function carryMigrations(found: AppliedMigrations, { schema, historyTable }: Environment, shadow: Shadow, job: ShadowJob): Promise<Diagnostic[]> {
  if (found.scripts.length > 0) await withFolderOf(found, (folder) => buildFromFolder(shadow, { folder, schema, historyTable, outOfOrder: true }, job))
  return found.lost.map((script) => shadowNote('shadow-script-lost', 'warning', `${script} was applied, but neither its file nor its text in the journal is there: what it made is missing in the shadow.`, { subject: script }))
}
