import type { ScheduledWork } from '#shared/contract/backups-keeping.ts'
import type { Environment, Schedule } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import type { SlotRow } from './schedule-store.ts'
import { nextSlot } from './slots.ts'

/** The schedules of an environment; the sample's server runs on demand alone. */
export function schedulesOf({ backups, sample }: Environment): { what: 'backup' | 'rehearsal'; schedule: Schedule }[] {
  if (sample) return []
  const all = [{ what: 'backup' as const, schedule: backups.schedule }, { what: 'rehearsal' as const, schedule: backups.rehearseSchedule }]
  return all.flatMap(({ what, schedule }) => (schedule ? [{ what, schedule }] : []))
}

/** What runs by itself, when next, and how it went last. */
export async function scheduledWork(engine: Engine, environments: readonly Environment[], now = new Date()): Promise<ScheduledWork[]> {
  const rows = await engine.schedule.list()
  return environments.flatMap((environment) =>
    schedulesOf(environment).map(({ what, schedule }) => {
      const row = rows.find((one) => one.envId === environment.id && one.what === what)
      return { env: environment.name, what, schedule, nextAt: nextSlot(schedule, now).toISOString(), last: row ? lastOf(row) : null }
    }),
  )
}

function lastOf({ startedAt, state, problem, retryAt }: SlotRow): NonNullable<ScheduledWork['last']> {
  return { at: startedAt, state, problem, retryAt }
}
