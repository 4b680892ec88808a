import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import { environmentOf } from '../backups/backup-environment.ts'
import { findBackup } from '../backups/manifests.ts'
import { confirmOperation } from '../confirmations/confirm-operation.ts'
import type { Engine } from '../engine.ts'
import type { JobWork } from '../jobs/job-runner.ts'
import type { ConfirmInput } from '../migrations/confirmation.ts'
import { databaseLane } from '../postgres/lane.ts'
import { askReason } from '../restores/ask-reason.ts'
import { checkReplace } from '../restores/check-replace.ts'
import { quietJob, withDesk } from '../restores/desk.ts'
import { putBackReplaced } from '../restores/put-back.ts'
import { replaceDatabase } from '../restores/replace-database.ts'
import { dropExpiredReplaced, dropReplaced, listReplaced } from '../restores/replaced.ts'
import { restoredTablesOperations } from './restored-tables.ts'
import { resumeSwap } from '../restores/resume-swap.ts'
import { unfinishedSwaps } from '../restores/unfinished.ts'

export function restoresOperations(engine: Engine): Handlers<'restores'> {
  const find = (env: string) => engine.environments.get(env)
  const confirmed = async (environment: Environment, input: ConfirmInput, operation: string, plan: string) => (await confirmOperation(engine, environment, input, { operation, plan })) ?? ''
  const start = (operation: string, environment: Environment, input: ConfirmInput, work: JobWork) => {
    const { confirm: _confirm, confirmation: _token, ...asked } = input
    return engine.jobs.start({ operation, env: environment.name, input: asked, lane: databaseLane(environment) }, work)
  }
  return {
    ...restoredTablesOperations(engine),
    check: ({ env }) => withDesk(engine, find(env), quietJob(), checkReplace),
    replace: async (input) => {
      const stored = await findBackup(engine, input.backup)
      const environment = input.env === undefined ? environmentOf(engine, stored.manifest) : find(input.env)
      const reason = await confirmed(environment, input, 'restores.replace', input.backup)
      if (input.withoutSafetyBackup) askReason(environment, reason)
      return start('restores.replace', environment, { ...input, reason }, (job) => replaceDatabase(engine, stored, environment, { ...job, ...input, reason }))
    },
    replaced: async ({ env }) => ({ replaced: await listReplaced(engine, find(env)) }),
    putBack: async (input) => {
      const environment = find(input.env)
      const reason = await confirmed(environment, input, 'restores.putBack', input.database)
      return start('restores.putBack', environment, { ...input, reason }, (job) => putBackReplaced(engine, environment, { ...job, ...input, reason }))
    },
    drop: async ({ env, database, ...input }) => {
      const environment = find(env)
      await dropReplaced(engine, environment, database, { reason: await confirmed(environment, input, 'restores.drop', database) })
      return { dropped: database }
    },
    expire: async ({ env, dryRun, ...input }) => {
      const environment = find(env)
      return dropExpiredReplaced(engine, environment, { dryRun, reason: dryRun ? '' : await confirmed(environment, input, 'restores.expire', '') })
    },
    unfinished: async ({ env }) => ({ swaps: await unfinishedSwaps(engine, env === undefined ? undefined : find(env)) }),
    resume: async (input) => {
      const environment = find(input.env)
      const reason = await confirmed(environment, input, 'restores.resume', `${input.swap} ${input.direction}`)
      return start('restores.resume', environment, { ...input, reason }, (job) => resumeSwap(engine, environment, { ...job, ...input, reason }))
    },
  }
}
