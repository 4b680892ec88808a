import { AppError } from '#shared/contract/app-error.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import type { restoredTablesContract } from '#shared/contract/restored-tables.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import { mergePlan } from '#shared/backups/merge-plan.ts'
import { environmentOf } from '../backups/backup-environment.ts'
import { findBackup } from '../backups/manifests.ts'
import { confirmOperation } from '../confirmations/confirm-operation.ts'
import type { Engine } from '../engine.ts'
import { databaseLane } from '../postgres/lane.ts'
import { askReason } from '../restores/ask-reason.ts'
import { compareTables, dropBeside, listBeside } from '../restores/tables/beside.ts'
import { mergeTables } from '../restores/tables/merge-tables.ts'
import { restoreTables } from '../restores/tables/restore-tables.ts'
import type { TableName } from '../restores/tables/tables.sql.ts'

export function restoredTablesOperations(engine: Engine): Pick<Handlers<'restores'>, keyof typeof restoredTablesContract> {
  const find = (env: string) => engine.environments.get(env)
  return {
    tables: async (input) => {
      const stored = await findBackup(engine, input.backup)
      const environment = input.env === undefined ? environmentOf(engine, stored.manifest) : find(input.env)
      const tables = input.tables.map((text) => tableOf(stored.manifest, text))
      const reason = (await confirmOperation(engine, environment, input, { operation: 'restores.tables', plan: input.backup })) ?? ''
      const request = { operation: 'restores.tables', env: environment.name, input: { backup: input.backup, tables: input.tables, reason }, lane: databaseLane(environment) }
      return engine.jobs.start(request, (job) => restoreTables(engine, stored, environment, { ...job, tables, reason }))
    },
    beside: async ({ env }) => ({ beside: await listBeside(engine, find(env)) }),
    compareTables: async ({ env, schema }, { signal }) => ({ tables: await compareTables(engine, find(env), schema, signal) }),
    mergeTables: async ({ env, confirm, confirmation, ...asked }) => {
      const environment = find(env)
      const reason = (await confirmOperation(engine, environment, { confirm, confirmation, reason: asked.reason }, { operation: 'restores.mergeTables', plan: mergePlan(asked) })) ?? ''
      if (asked.withoutSafetyBackup) askReason(environment, reason)
      const request = { operation: 'restores.mergeTables', env: environment.name, input: { env, ...asked, reason }, lane: databaseLane(environment) }
      return engine.jobs.start(request, (job) => mergeTables(engine, environment, { ...job, ...asked, reason }))
    },
    dropBeside: async ({ env, schema, ...consent }) => {
      await confirmOperation(engine, find(env), consent, { operation: 'restores.dropBeside', plan: schema })
      await dropBeside(engine, find(env), schema)
      return { dropped: schema }
    },
  }
}

/** Names may have dots: the manifest says which table is meant. Throws `not_found`. */
function tableOf({ tables }: Manifest, text: string): TableName {
  const found = tables.find(({ schema, name }) => `${schema}.${name}` === text)
  if (!found) throw new AppError('not_found', { what: 'table', name: text }, { help: 'Choose of the tables that the backup has: strata backup show.' })
  return { schema: found.schema, name: found.name }
}
