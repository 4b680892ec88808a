import { setTimeout as wait } from 'node:timers/promises'
import type { JobRunner } from '#engine/jobs/job-runner.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Archive } from '#shared/contract/archives.ts'
import type { Handlers } from '#shared/contract/handlers.ts'

const day = 86_400_000

/** Data that migrations have kept: something of each kind, one that is over and one that cannot be put back. */
function kept(now: number): Archive[] {
  const iso = (ms: number) => new Date(ms).toISOString()
  const one = (table: string, relation: string, kind: Archive['kind'], columns: string[], rows: number, bytes: number, age: number, more: Partial<Archive> = {}): Archive => {
    const [, version = null] = /^v(\d+)/.exec(table) ?? []
    return { table, relation, columns, kind, script: `V${version}__${table.split('__')[1]}.sql`, version, at: iso(now - age * day), by: 'anna', rows, bytes, expiresAt: iso(now + (90 - age) * day), problem: null, ...more }
  }
  return [
    one('v14__drop_legacy_sku', 'public.products', 'drop_column', ['legacy_sku'], 48_120, 3_400_000, 2),
    one('v13__round_prices', 'public.orders', 'update', ['total'], 8_214, 420_000, 6),
    one('v12__purge_carts', 'public.carts', 'delete', [], 112_400, 18_700_000, 20),
    one('v9__old_payments', 'public.payments_2019', 'renamed', [], 1_204_000, 214_000_000, 61, { problem: 'Table public.payments_2019 exists again, so it cannot take its name back.' }),
    one('v5__drop_notes', 'public.customers', 'drop_column', ['notes'], 12_044, 900_000, 97),
  ]
}

export function fakeArchives(jobs: JobRunner, pace: number, empty: boolean, now = Date.now()): Handlers<'archives'> {
  let archives = empty ? [] : kept(now)
  const find = (table: string) => {
    const found = archives.find((archive) => archive.table === table)
    if (!found) throw new AppError('not_found', { what: 'archive', name: table })
    return found
  }
  return {
    list: () => ({ archives, bytes: archives.reduce((sum, { bytes }) => sum + bytes, 0) }),
    putBack: ({ env, table }) => {
      const { relation, rows } = find(table)
      return jobs.start({ operation: 'archives.putBack', env, input: { env, table } }, async (context) => {
        context.progress({ label: `Putting rows back into ${relation}`, done: 0, total: rows })
        await wait(pace)
        return { inserted: rows, updated: 0, left: 0 }
      })
    },
    drop: ({ table }) => {
      find(table)
      archives = archives.filter((archive) => archive.table !== table)
      return { dropped: table }
    },
    expire: ({ dryRun }) => {
      const over = archives.filter(({ expiresAt }) => expiresAt !== null && Date.parse(expiresAt) < now).map(({ table }) => table)
      if (!dryRun) archives = archives.filter(({ table }) => !over.includes(table))
      return { dropped: over }
    },
  }
}
