import type { Handlers } from '#shared/contract/handlers.ts'
import { environmentOf } from '../backups/backup-environment.ts'
import { findBackup } from '../backups/manifests.ts'
import type { Engine } from '../engine.ts'
import { checkConfirmation } from '../migrations/confirmation.ts'
import { databaseLane } from '../postgres/lane.ts'
import { checkReplace } from '../restores/check-replace.ts'
import { quietJob, withDesk } from '../restores/desk.ts'
import { putBackReplaced } from '../restores/put-back.ts'
import { replaceDatabase } from '../restores/replace-database.ts'
import { dropExpiredReplaced, dropReplaced, listReplaced } from '../restores/replaced.ts'
import { resumeSwap } from '../restores/resume-swap.ts'
import { askReason } from '../restores/ask-reason.ts'
import { unfinishedSwaps } from '../restores/unfinished.ts'

export function restoresOperations(engine: Engine): Handlers<'restores'> {
  const find = (env: string) => engine.environments.get(env)
  return {
    check: ({ env }) => withDesk(engine, find(env), quietJob(), checkReplace),
    replace: async (input) => {
      const stored = await findBackup(engine, input.backup)
      const environment = input.env === undefined ? environmentOf(engine, stored.manifest) : find(input.env)
      checkConfirmation(environment, input)
      if (input.withoutSafetyBackup) askReason(environment, input.reason)
      const { confirm: _confirm, ...asked } = input
      const request = { operation: 'restores.replace', env: environment.name, input: asked, lane: databaseLane(environment) }
      return engine.jobs.start(request, (job) => replaceDatabase(engine, stored, environment, { ...job, ...input, reason: input.reason ?? '' }))
    },
    replaced: async ({ env }) => ({ replaced: await listReplaced(engine, find(env)) }),
    putBack: ({ env, database, endSessions, reason = '', confirm }) => {
      const environment = find(env)
      checkConfirmation(environment, { confirm, reason })
      const request = { operation: 'restores.putBack', env: environment.name, input: { env, database, endSessions, reason }, lane: databaseLane(environment) }
      return engine.jobs.start(request, (job) => putBackReplaced(engine, environment, { ...job, database, endSessions, reason }))
    },
    drop: async ({ env, database, reason = '', confirm }) => {
      checkConfirmation(find(env), { confirm, reason })
      await dropReplaced(engine, find(env), database, { reason })
      return { dropped: database }
    },
    expire: async ({ env, dryRun, reason = '', confirm }) => {
      if (!dryRun) checkConfirmation(find(env), { confirm, reason })
      return dropExpiredReplaced(engine, find(env), { reason, dryRun })
    },
    unfinished: async ({ env }) => ({ swaps: await unfinishedSwaps(engine, env === undefined ? undefined : find(env)) }),
    resume: ({ env, swap, direction, endSessions, reason = '', confirm }) => {
      const environment = find(env)
      checkConfirmation(environment, { confirm, reason })
      const request = { operation: 'restores.resume', env: environment.name, input: { env, swap, direction, endSessions, reason }, lane: databaseLane(environment) }
      return engine.jobs.start(request, (job) => resumeSwap(engine, environment, { ...job, swap, direction, endSessions, reason }))
    },
  }
}
