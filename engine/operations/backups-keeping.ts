import type { Handlers } from '#shared/contract/handlers.ts'
import type { keepingContract } from '#shared/contract/backups-keeping.ts'
import { belongsTo } from '../backups/backup-environment.ts'
import { prune } from '../backups/keeping/prune.ts'
import { rehearse } from '../backups/keeping/rehearse.ts'
import { diskUse, judgeAll, toRetained } from '../backups/keeping/retention.ts'
import { scheduledWork } from '../backups/keeping/scheduled-work.ts'
import { addFindings, findBackup, listBackups } from '../backups/manifests.ts'
import { personText } from '../confirmations/confirmations.ts'
import type { Engine } from '../engine.ts'

export function keepingOperations(engine: Engine): Pick<Handlers<'backups'>, keyof typeof keepingContract> {
  return {
    verify: async ({ backup, env, local, depth }) => {
      const stored = await findBackup(engine, backup)
      const environment = env === undefined ? undefined : engine.environments.get(env)
      const of = engine.environments.list().find((one) => belongsTo(stored.manifest, one))
      return engine.jobs.start({ operation: 'backups.verify', by: personText(engine.actor), env: of?.name, input: { backup, env, local, depth } }, (job) => rehearse(engine, stored, { env: environment, local, depth, ...job }))
    },
    keep: async ({ backup, keep }) => {
      await addFindings(await findBackup(engine, backup), (findings) => ({ ...findings, keep }))
      return { backup: (await findBackup(engine, backup)).backup }
    },
    retention: async ({ env }) => {
      const environments = env === undefined ? engine.environments.list() : [engine.environments.get(env)]
      const all = await listBackups(engine)
      const stored = env === undefined ? all : all.filter(({ manifest }) => environments.some((environment) => belongsTo(manifest, environment)))
      return { backups: (await judgeAll(engine, stored)).map(toRetained), disk: await diskUse(engine, environments, stored) }
    },
    prune: async ({ env, dryRun, backups }) => {
      const deleted = await prune(engine, engine.environments.get(env), { dryRun, only: backups })
      return { deleted, bytes: deleted.reduce((sum, { bytes }) => sum + bytes, 0), dryRun }
    },
    schedule: async ({ env }) => ({ work: await scheduledWork(engine, env === undefined ? engine.environments.list() : [engine.environments.get(env)]) }),
  }
}
