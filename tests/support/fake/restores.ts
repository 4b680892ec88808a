import { setTimeout as wait } from 'node:timers/promises'
import type { JobContext, JobRunner } from '#engine/jobs/job-runner.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { DatabaseSession, Replaced, ReplaceResult, SwapResult, UnfinishedSwap } from '#shared/contract/restores.ts'
import { restore } from './jobs.ts'
import { fakeRestoredTables } from './restored-tables.ts'

const day = 86_400_000
const iso = (at: number) => new Date(at).toISOString()

/** What replacing a database meets. */
export type RestoresTrouble = 'unfinished' | 'differs' | 'not_allowed'

interface World {
  jobs: JobRunner
  pace: number
  now: number
  empty: boolean
  trouble?: RestoresTrouble | undefined
  reach(env: string): Environment
  backup(id: string): Manifest
}

function sessions(now: number): DatabaseSession[] {
  const one = (pid: number, application: string, user: string, state: string, minutes: number, own = false): DatabaseSession => ({ pid, application, user, client: own ? null : '10.4.2.17', state, since: iso(now - minutes * 60_000), own, endable: true })
  return [one(4211, 'shop-web', 'shop_app', 'idle', 312), one(4212, 'shop-web', 'shop_app', 'active', 312), one(4388, 'DBeaver 24.1', 'jun', 'idle in transaction', 41), one(4400, 'strata studio lena@dev-7', 'deployer', 'idle', 1, true)]
}

export function fakeRestores(world: World): Handlers<'restores'> {
  const { jobs, pace, now, empty, trouble, reach } = world
  let replaced: Replaced[] = empty ? [] : [
    { database: 'shop_replaced_20261119_0912', of: 'shop', at: iso(now - 4 * day), by: 'lena@dev-7', reason: 'Prices were overwritten by the import', backup: 'shop_v14_20261119T020000Z_7c1e', until: iso(now + 3 * day), expired: false, bytes: 2_140_000_000, problem: null },
    { database: 'shop_replaced_20261110_1630', of: 'shop', at: iso(now - 13 * day), by: 'jun@support-2', reason: '', backup: null, until: iso(now - 6 * day), expired: true, bytes: 2_020_000_000, problem: null },
  ]
  let unfinished: UnfinishedSwap[] = trouble === 'unfinished' ? [swapCutOff(now)] : []
  const aside = `shop_replaced_${iso(now).slice(0, 10).replaceAll('-', '')}_1405`
  const kept = (env: Environment) => ({ database: aside, until: env.policies.keepReplacedDays === 0 ? null : iso(now + env.policies.keepReplacedDays * day) })
  const find = (database: string) => {
    const found = replaced.find((one) => one.database === database)
    if (!found) throw new AppError('not_found', { what: 'replaced database', name: database })
    return found
  }
  const swapped = (env: Environment, reason: string, backup: string | null): SwapResult => {
    const at = kept(env)
    replaced = [{ ...at, of: 'shop', at: iso(now), by: 'lena@dev-7', reason, backup, expired: false, bytes: 2_140_000_000, problem: null }, ...replaced]
    return { database: 'shop', outcome: 'swapped', aside: at, swap: null, ended: 3, notes: [], ms: 48_200 }
  }
  return {
    ...fakeRestoredTables(world),
    check: ({ env }) => ({
      database: reach(env).connection.database, server: 'db.example.org:5432', user: 'deployer', aside, keepUntil: kept(reach(env)).until, bytes: 2_140_000_000, sessions: sessions(now), notes: [],
      problems: trouble === 'not_allowed' ? ['User deployer may not do it: who replaces a database must have the rights of shop_owner, the owner of database shop.'] : [],
    }),
    replace: ({ backup, env, endSessions, acceptDifferences, reason = '' }) => {
      const manifest = world.backup(backup)
      const environment = reach(env ?? manifest.env)
      return jobs.start({ operation: 'restores.replace', env: environment.id, input: {} }, async (context) => {
        if (!endSessions) throw new AppError('target_in_use', { database: 'shop', sessions: '2 of "shop-web" of shop_app (idle)' }, { state: 'Nothing was changed.' })
        const { backup: _backup, database: _database, ms: _ms, ...comparison } = await restore(context, manifest, trouble === 'differs' ? 'shop_differs' : 'shop_beside', pace)
        const held = comparison.outcome === 'differs' && !acceptDifferences
        if (held) unfinished = [{ ...swapCutOff(now), closed: false }]
        if (!held) await swapping(context, pace)
        const result = held ? { database: 'shop', outcome: 'held' as const, aside: null, swap: '5b1f02aa', ended: 0, notes: [], ms: 41_000 } : swapped(environment, reason, backup)
        return { ...result, backup, safetyBackup: 'shop_v11_20261123T135901Z_09af', comparison } satisfies ReplaceResult
      })
    },
    replaced: ({ env }) => {
      reach(env)
      return { replaced }
    },
    putBack: ({ env, database, reason = '' }) => {
      find(database)
      return jobs.start({ operation: 'restores.putBack', env: reach(env).id, input: {} }, async (context) => {
        await swapping(context, pace)
        replaced = replaced.filter((one) => one.database !== database)
        return swapped(reach(env), reason, null)
      })
    },
    drop: ({ database }) => {
      find(database)
      replaced = replaced.filter((one) => one.database !== database)
      return { dropped: database }
    },
    expire: ({ dryRun }) => {
      const dropped = replaced.filter(({ expired }) => expired).map(({ database }) => database)
      if (!dryRun) replaced = replaced.filter(({ expired }) => !expired)
      return { dropped, kept: [] }
    },
    unfinished: () => ({ swaps: unfinished }),
    resume: ({ env, direction, reason = '' }) =>
      jobs.start({ operation: 'restores.resume', env: reach(env).id, input: {} }, async (context) => {
        await swapping(context, pace)
        unfinished = []
        if (direction === 'forward') return swapped(reach(env), reason, null)
        return { database: 'shop', outcome: 'went_back', aside: null, swap: null, ended: 0, notes: ['shop is as it was and takes connections. The restored copy was dropped; the backup stays.'], ms: 900 } satisfies SwapResult
      }),
  }
}

function swapCutOff(now: number): UnfinishedSwap {
  return {
    swap: '5b1f02aa', env: 'production', database: 'shop', kind: 'replace', side: 'before', ready: 'strata_replacing_5b1f02aa', aside: 'shop_replaced_20261123_1405', backup: 'shop_v11_20261123T020000Z_1d2c',
    at: iso(now - 1_500_000), by: 'lena@dev-7', reason: 'Prices were overwritten by the import', closed: true, forward: true, back: true,
    found: 'Nothing was swapped: shop is the database that it was, and strata_replacing_5b1f02aa is ready beside it. New connections are refused since then.',
    ifForward: 'strata_replacing_5b1f02aa becomes shop, and the one that is there now is kept as shop_replaced_20261123_1405.',
    ifBack: 'shop stays as it is and takes connections again. strata_replacing_5b1f02aa is dropped; the backup stays.',
  }
}

async function swapping(context: JobContext, pace: number): Promise<void> {
  for (const label of ['Closing shop to new connections', 'Ending the sessions in shop', 'Swapping the names']) {
    context.progress({ label })
    context.log('info', label)
    await wait(pace)
  }
}
