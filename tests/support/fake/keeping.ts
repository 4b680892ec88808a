import { setTimeout as wait } from 'node:timers/promises'
import type { JobRunner } from '#engine/jobs/job-runner.ts'
import { judgeBackups, type RetentionVerdict } from '#shared/backups/retention.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { keepingContract, RetainedBackup, RehearsalResult } from '#shared/contract/backups-keeping.ts'
import type { Backup, Manifest, Rehearsal } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { AllHandlers } from '#shared/contract/handlers.ts'
import { iso, type FakeData } from './data.ts'
import type { Pace } from './jobs.ts'

const hour = 3_600_000
const day = 24 * hour

/** What became known of the backups after they were made. */
export class FakeFindings {
  readonly rehearsals = new Map<string, Rehearsal>()
  readonly kept = new Set<string>()

  constructor({ backups }: FakeData, now: number) {
    const of = (reason: string) => backups.find((backup) => backup.reason === reason)?.id ?? ''
    const base = { by: 'scheduler@ops-1', ms: 184_000, server: 'PostgreSQL 16 of this machine', depth: 'sample' as const, problems: [] }
    this.rehearsals.set(of('Nightly 1'), { ...base, at: iso(now - 20 * hour), outcome: 'verified' })
    this.rehearsals.set(of('Nightly 2'), { ...base, at: iso(now - 3 * day), outcome: 'failed', problems: ['The restore into "a scratch database" failed: COPY order_events_2026: could not read block 4711: unexpected end of file.'] })
    this.rehearsals.set(of('Undo of stock'), { ...base, at: iso(now - 3 * day), outcome: 'differs', server: 'the server of staging', problems: ['Table public.orders: 12310 rows in the backup, 12298 rows when restored'] })
    this.kept.add(of('CHG-1169: weekly copy before maintenance'))
  }
}

interface KeepingWorld {
  data: FakeData
  findings: FakeFindings
  jobs: JobRunner
  pace: Pace
  find(key: string): Environment
  of(id: string): Manifest
  summary(manifest: Manifest): Backup
}

export function verdictsOf({ data, summary }: Pick<KeepingWorld, 'data' | 'summary'>): Map<string, RetentionVerdict> {
  const judged = data.environments.flatMap((environment) => {
    const own = data.backups.filter(({ env }) => env === environment.name).map((manifest) => ({ ...summary(manifest), writtenAt: null, neededBy: [] }))
    return judgeBackups(own, environment.backups.retention, new Date())
  })
  return new Map(judged.map((verdict) => [verdict.id, verdict]))
}

export function fakeKeeping(world: KeepingWorld): Pick<AllHandlers['backups'], keyof typeof keepingContract> {
  const { data, findings, jobs, pace, find, of, summary } = world
  const retained = (): RetainedBackup[] => {
    const verdicts = verdictsOf(world)
    return data.backups.map(({ id, env, createdAt, bytes, trigger, reason }) => ({ ...(verdicts.get(id) ?? { deleted: false, reasons: ['no_rule'], expiresAt: null }), id, env, createdAt, bytes, trigger, reason, neededBy: [] }))
  }
  return {
    verify: ({ backup: id, depth }) => {
      const manifest = of(id)
      return jobs.start({ operation: 'backups.verify', env: manifest.env, input: {} }, async (context): Promise<RehearsalResult> => {
        for (const [index, { schema, name }] of manifest.tables.entries()) {
          await wait(pace, undefined, { signal: context.signal }).catch(() => Promise.reject(new AppError('cancelled', {}, { state: 'The scratch database was dropped.' })))
          context.progress({ label: `Restoring ${schema}.${name}`, done: index + 1, total: manifest.tables.length, unit: 'tables', rate: 3, secondsLeft: (manifest.tables.length - index) / 3 })
        }
        findings.rehearsals.set(id, { at: iso(Date.now()), outcome: 'verified', by: 'lena@dev-7', ms: 92_000, server: 'PostgreSQL 16 of this machine', depth, problems: [] })
        return { backup: id, server: 'PostgreSQL 16 of this machine', depth, outcome: 'verified', differences: [], harmless: [], notes: [], tables: manifest.tables.length, rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0), ms: 92_000 }
      })
    },
    keep: ({ backup: id, keep }) => {
      if (keep) findings.kept.add(id)
      else findings.kept.delete(id)
      return { backup: summary(of(id)) }
    },
    retention: ({ env }) => ({ backups: retained().filter((backup) => !env || backup.env === find(env).name), disk: [{ folder: '/var/lib/strata/backups', backups: data.backups.length, bytes: data.backups.reduce((sum, { bytes }) => sum + bytes, 0), free: 48_000_000_000 }] }),
    prune: ({ env, dryRun, backups }) => {
      const deleted = retained().filter((backup) => backup.env === find(env).name && backup.deleted && (!backups || backups.includes(backup.id)))
      if (!dryRun) data.backups = data.backups.filter(({ id }) => !deleted.some((one) => one.id === id))
      return { deleted, bytes: deleted.reduce((sum, { bytes }) => sum + bytes, 0), dryRun }
    },
    schedule: ({ env }) => ({
      work: data.environments.flatMap((environment) => {
        const { schedule } = environment.backups
        if (!schedule || (env && find(env).id !== environment.id)) return []
        const failed = environment.class === 'production' ? { state: 'failed' as const, problem: 'There is not enough room on the disk for the backup in /var/lib/strata/backups.', retryAt: iso(Date.now() + hour / 3) } : { state: 'succeeded' as const, problem: null, retryAt: null }
        return [{ env: environment.name, what: 'backup' as const, schedule, nextAt: iso(Date.now() + 9 * hour), last: { at: iso(Date.now() - hour / 2), ...failed } }]
      }),
    }),
  }
}
