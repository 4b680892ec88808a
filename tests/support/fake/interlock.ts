import type { JobRunner } from '#engine/jobs/job-runner.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { BusySession } from '#shared/contract/interlock.ts'

/** A dump that runs for so many ms from the start, and the migrations of this host. */
export function fakeInterlock(jobs: JobRunner, dump: number, now: number, reach: (key: string) => Environment): Handlers<'interlock'> {
  const session: BusySession = { pid: 4711, user: 'backup', application: 'pg_dump', since: new Date(now - 7 * 60_000).toISOString(), certain: true, who: 'session 4711 (pg_dump, user backup)' }
  return {
    check: ({ env }) => ({
      env: reach(env).name, dumps: Date.now() - now < dump ? [session] : [], notes: [],
      migrations: jobs.running().some(({ operation }) => operation.startsWith('migrations.')) ? [{ ...session, pid: 815, application: 'strata migrate jun@desk-3', who: 'session 815 (strata migrate jun@desk-3, user deployer)' }] : [],
    }),
  }
}
