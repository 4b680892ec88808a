import { setTimeout as wait } from 'node:timers/promises'
import type { JobRunner } from '#engine/jobs/job-runner.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { BesideTables, MergeResult, RestoredTables, TableDifference } from '#shared/contract/restored-tables.ts'

interface World {
  jobs: JobRunner
  pace: number
  now: number
  backup(id: string): Manifest
}

type TablesHandlers = Pick<Handlers<'restores'>, 'tables' | 'beside' | 'compareTables' | 'mergeTables' | 'dropBeside'>

/** Tables that are restored beside, and what merging them would do. */
export function fakeRestoredTables({ jobs, pace, now, backup }: World): TablesHandlers {
  let beside: BesideTables[] = []
  const find = (schema: string) => {
    const found = beside.find((one) => one.schema === schema)
    if (!found) throw new AppError('not_found', { what: 'schema of restored tables', name: schema })
    return found
  }
  return {
    tables: ({ backup: id, tables, reason = '' }) =>
      jobs.start({ operation: 'restores.tables', input: {} }, async (context) => {
        const chosen = backup(id).tables.filter(({ schema, name }) => tables.includes(`${schema}.${name}`))
        for (const [index, { schema, name }] of chosen.entries()) {
          context.progress({ label: `Loading ${schema}.${name}`, done: index, total: chosen.length, unit: 'tables' })
          context.log('info', `Loading ${schema}.${name}`)
          await wait(pace)
        }
        const placed = chosen.map(({ schema, name, rows }) => ({ schema, name, as: name, rows }))
        beside = [{ schema: 'restored_20261123_1405', backup: id, at: new Date(now).toISOString(), by: 'lena@dev-7', reason, bytes: 41_000_000, tables: placed }, ...beside]
        return { schema: 'restored_20261123_1405', backup: id, tables: placed, ms: 8_400 } satisfies RestoredTables
      }),
    beside: () => ({ beside }),
    compareTables: ({ schema }) => ({ tables: find(schema).tables.map(difference) }),
    mergeTables: ({ schema, overwrite, deleteExtra, tables: only }) =>
      jobs.start({ operation: 'restores.mergeTables', input: {} }, async (context) => {
        context.progress({ label: 'Merging' })
        context.log('info', 'Making a backup of the database as it is now')
        await wait(pace)
        const tables = find(schema).tables.filter(({ schema: of, name }) => only?.includes(`${of}.${name}`) ?? true).map(({ schema: of, name }) => ({ schema: of, name, inserted: 12, updated: overwrite ? 3 : 0, deleted: deleteExtra ? 2 : 0 }))
        return { schema, tables, safetyBackup: 'shop_v11_20261123T135901Z_09af', ms: 1_900 } satisfies MergeResult
      }),
    dropBeside: ({ schema }) => {
      find(schema)
      beside = beside.filter((one) => one.schema !== schema)
      return { dropped: schema }
    },
  }
}

function difference({ schema, name }: { schema: string; name: string }, index: number): TableDifference {
  const empty = { schema, name, key: [], columns: [], left: [], missing: 0, changed: 0, extra: 0, samples: { missing: [], changed: [], extra: [] }, triggers: [], reached: [] }
  if (index === 1) return { ...empty, problem: 'The table has no primary key: rows cannot be told apart, so they are only kept beside.' }
  return {
    ...empty, problem: null, key: ['id'], columns: ['id', 'email'], missing: 12, changed: 3, extra: 2, triggers: ['order_audit'], reached: ['payments'],
    samples: { missing: [{ backup: ['41', 'ada@example.org'], now: null }], changed: [{ backup: ['7', 'eva@example.org'], now: ['7', 'eva@example.com'] }], extra: [{ backup: null, now: ['99', 'new@example.org'] }] },
  }
}
