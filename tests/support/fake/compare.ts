import { setTimeout as wait } from 'node:timers/promises'
import type { JobContext, JobRunner } from '#engine/jobs/job-runner.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Comparison, Difference, Plan, PlannedAction } from '#shared/contract/compare.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { ObjectRef } from '#shared/contract/schema.ts'
import { kindOf } from '#shared/schema/fact.ts'
import type { FakeData } from './data.ts'
import { shop, type Draft, type FakeObject } from './compare-shop.ts'

/** What a comparison can meet that a healthy server shows rarely. */
export type CompareTrouble = 'equal' | 'many' | 'shadow_unavailable' | 'plan_impossible' | 'gaps' | 'plan_changes' | 'gone'

interface World {
  data: FakeData
  jobs: JobRunner
  pace: number
  trouble: CompareTrouble | undefined
}

export function fakeCompare(world: World): Handlers<'compare'> {
  const { data, jobs, trouble } = world
  const known = new Map<string, { comparison: Comparison; objects: readonly FakeObject[] }>()
  const find = (id: string) => {
    const found = known.get(id)
    if (!found || trouble === 'gone') throw new AppError('not_found', { what: 'comparison', name: id })
    return found
  }
  const start = (operation: string, env: string | undefined, a: string, b: string) =>
    jobs.start({ operation, env, input: { a, b } }, async (context) => {
      await readBoth(context, world, a, b)
      const objects = trouble === 'equal' ? [] : trouble === 'many' ? manyObjects() : shop
      const comparison = { ...comparisonOf(objects, context.jobId), ...(trouble === 'gaps' && { gaps: [gap] }), a: side(data, a, 'a'), b: side(data, b, trouble === 'equal' ? 'a' : 'b') }
      known.set(comparison.id, { comparison, objects })
      return { comparison: comparison.id, equal: comparison.equal }
    })
  return {
    run: ({ a, b }) => start('compare.run', undefined, a, b),
    drift: ({ env }) => {
      const { id, name, migrationsFolder } = data.environments.find((each) => each.id === env || each.name === env) ?? { id: env, name: env, migrationsFolder: '' }
      return start('compare.drift', id, `dir:${migrationsFolder}`, `env:${name}`)
    },
    show: ({ comparison }) => find(comparison).comparison,
    object: ({ comparison, id }) => {
      const found = find(comparison).objects.find((each) => each.id === id || each.differences.some((one) => one.id === id))
      if (!found) throw new AppError('not_found', { what: 'object', name: id })
      return { a: found.a, b: found.b, uses: (found.uses ?? []).map(refOf), usedBy: (found.usedBy ?? []).map(refOf) }
    },
    plan: ({ comparison, take, renames, ignore }) => planOf(find(comparison).objects, { take, renames, ignore }, trouble),
    write: ({ env, description, version, fingerprint }) => {
      if (trouble === 'plan_changes' && fingerprint) throw new AppError('plan_changed')
      const used = description === 'order totals'
      if (used) throw new AppError('already_exists', { what: 'Migration', name: `V${version ?? '18'}__order_totals.sql` })
      if (!data.environments.some(({ id, name }) => id === env || name === env)) throw new AppError('not_found', { what: 'environment', name: env })
      const name = description.trim().replaceAll(/\s+/g, '_')
      return { files: [`V${version ?? '18'}__${name}.sql`, `U${version ?? '18'}__${name}.sql`], version: version ?? '18' }
    },
  }
}

const gap = { code: 'not-modelled', severity: 'warning' as const, subject: 'conversion public.latin_to_utf8', message: 'Conversions are not compared: public.latin_to_utf8 was left out on both sides.', help: 'Compare it by hand: \\dc public.latin_to_utf8' }

async function readBoth(context: JobContext, { data, pace, trouble }: World, a: string, b: string): Promise<void> {
  const titles = { a: side(data, a, 'a').title, b: side(data, b, 'b').title }
  for (const source of [a, b]) {
    const env = data.environments.find(({ name, id }) => source === `env:${name}` || source === `env:${id}`)
    if (env?.connection.host.startsWith('warehouse')) throw new AppError('host_unreachable', { host: env.connection.host, port: 5432, cause: 'connection refused' }, { state: 'Nothing was compared.' })
  }
  if (trouble === 'shadow_unavailable') throw new AppError('shadow_unavailable', { problem: 'user deployer may not create databases, and no PostgreSQL 16 is installed here', major: 16 }, { state: 'Nothing was compared.' })
  const total = 2143
  for (let step = 0; step <= 6; step += 1) {
    for (const which of ['a', 'b'] as const) {
      const done = Math.min(total, Math.round((total * step) / (which === 'a' ? 4 : 6)))
      if (done === total) context.data({ kind: 'side', side: which, title: titles[which], state: 'done', facts: total })
      else context.data({ kind: 'side', side: which, title: titles[which], state: 'running', label: 'Reading the schema', done, total, unit: 'steps' })
    }
    context.progress({ label: `A: Reading the schema; B: Reading the schema`, done: Math.round((step / 6) * 100), total: 100, unit: 'steps' })
    await wait(pace, undefined, { signal: context.signal }).catch(() => {
      throw new AppError('cancelled', {}, { state: 'Nothing was changed.' })
    })
  }
}

function side(data: FakeData, source: string, which: 'a' | 'b'): Comparison['a'] {
  const [, kind = '', rest = ''] = /^(\w+):(.*)$/.exec(source) ?? []
  const env = kind === 'env' ? data.environments.find(({ name, id }) => name === rest || id === rest) : undefined
  return {
    source, title: env?.name ?? rest.split('/').at(-1)?.replace('@', ' at ') ?? source, serverVersion: '16.4', takenAt: new Date().toISOString(), fingerprint: (which === 'a' ? '5c0e41d7' : '91b72fa3').repeat(8),
    facts: 2143, env: env?.name ?? null,
  }
}

/** Takes an id of the fake apart; its names need no quotes. */
function refOf(id: string): ObjectRef {
  const path = id.slice(id.indexOf(':') + 1)
  const [first = '', ...rest] = path.split('.')
  return { id, kind: kindOf(id), schema: rest.length > 0 ? first : null, name: rest.length > 0 ? rest.join('.') : first }
}

function comparisonOf(objects: readonly FakeObject[], id: string): Comparison {
  const differences = objects.flatMap((object) =>
    object.differences.map(({ id: own, change, name, noise = 'none', attributes = [] }): Difference => {
      const under = refOf(object.id)
      return { id: own, change, under: object.id, attributes: [...attributes], noise, ref: { id: own, kind: kindOf(own), schema: under.schema, name: name ?? refOf(own).name } }
    }),
  )
  const renames = objects === shop ? [{ from: 'table:public.customer', to: 'table:public.customers', reason: '9 of 10 columns are the same', likeness: 0.9 }] : []
  return { id: `c-${id}`, a: side0, b: side0, equal: differences.length === 0, differences, renames, gaps: [], ms: 412 }
}

const side0: Comparison['a'] = { source: '', title: '', serverVersion: '16.4', takenAt: new Date(0).toISOString(), fingerprint: '', facts: 0, env: null }

function manyObjects(): FakeObject[] {
  return Array.from({ length: 500 }, (_, index) => {
    const table = `public.measurement_${String(index + 1).padStart(3, '0')}`
    const ddl = (type: string) => `CREATE TABLE ${table} (\n    at timestamp with time zone NOT NULL,\n    value ${type}\n);`
    return {
      id: `table:${table}`, a: ddl('real'), b: ddl('double precision'),
      differences: (['value', 'unit', 'sensor', 'quality'] as const).map((column) => ({ id: `column:${table}.${column}`, change: column === 'value' ? ('changed' as const) : ('added' as const), name: column, attributes: column === 'value' ? [{ name: 'type', before: 'real', after: 'double precision' }] : [], forward: [{ sql: `ALTER TABLE ${table} ADD COLUMN ${column} text;`, verb: 'create' as const, subject: `column:${table}.${column}` }] })),
    }
  })
}

interface Choice {
  take?: readonly string[] | undefined
  renames: readonly { from: string; to: string }[]
  ignore: readonly string[]
}

function planOf(objects: readonly FakeObject[], { take, renames, ignore }: Choice, trouble: CompareTrouble | undefined) {
  if (trouble === 'plan_impossible') throw new AppError('plan_impossible', { problem: 'view public.a and function public.b() need each other' })
  const renamed = renames.flatMap(({ from, to }) => [from, to])
  const all = objects.flatMap(({ differences }) => differences).filter(({ noise = 'none', id }) => !ignore.includes(noise) && !renamed.includes(id))
  const needed = take && take.includes('view:public.order_summary') && !take.includes('column:public.orders.cancelled_at') ? [{ id: 'column:public.orders.cancelled_at', neededBy: 'view:public.order_summary' }] : []
  const taken = all.filter(({ id }) => !take || take.includes(id) || needed.some((each) => each.id === id))
  const rename = (from: string, to: string): Draft => ({ sql: `ALTER TABLE ${from.slice(6)} RENAME TO ${to.split('.').at(-1)};`, verb: 'rename', subject: from, locks: [{ mode: 'ACCESS EXCLUSIVE', relation: from }], why: 'confirmed as renamed' })
  const forward = [...renames.map(({ from, to }) => rename(from, to)), ...taken.flatMap((each) => each.forward ?? [])]
  const undo = [...taken.toReversed().flatMap((each) => each.undo ?? []), ...renames.map(({ from, to }) => rename(to, from))]
  return { forward: numbered(forward), undo: numbered(undo), cameAlong: needed }
}

function numbered(drafts: readonly Draft[]): Plan {
  let transaction = 1
  const actions = drafts.map((draft, index): PlannedAction => {
    const own = draft.sql.includes('ADD VALUE')
    if (own && index > 0) transaction += 1
    const action: PlannedAction = { number: index + 1, subject: '', verb: 'alter', creates: [], destroys: [], locks: [], rewrites: [], scans: [], loses: null, transaction, transactional: true, why: 'it differs', ...draft }
    if (own) transaction += 1
    return action
  })
  const hazards = actions.flatMap(({ loses, rewrites, subject, number }) => [
    ...(loses ? [{ code: 'data-loss', severity: 'error' as const, subject, message: loses, help: 'Make a backup first, or keep it out of this change.', params: { action: number } }] : []),
    ...rewrites.map((table) => ({ code: 'table-rewrite', severity: 'warning' as const, subject: table, message: `All rows of ${table} are written anew while nobody can read or write it.`, help: 'Run it when the table is idle.', params: { action: number } })),
  ])
  const numbers = [...new Set(actions.map((action) => action.transaction))]
  const sql = numbers.map((number) => `BEGIN;\n\n${actions.filter((action) => action.transaction === number).map((action) => action.sql).join('\n\n')}\n\nCOMMIT;\n`).join('\n')
  return { fingerprint: `${actions.length}-${'7fd1'.repeat(15)}`, from: '5c0e41d7'.repeat(8), actions, sql, hazards }
}
