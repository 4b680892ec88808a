import { setTimeout as wait } from 'node:timers/promises'
import type { JobRunner } from '#engine/jobs/job-runner.ts'
import { readHidingRules } from '#engine/schema/document/hiding-rules.ts'
import { makeDocument } from '#engine/schema/document/make-document.ts'
import { makeDiagram } from '#engine/schema/pages/diagram.ts'
import { makeObjectPage } from '#engine/schema/pages/object-page.ts'
import { makeOutline } from '#engine/schema/pages/outline.ts'
import { searchSnapshot } from '#engine/schema/pages/search.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { ObjectPage, Outline, SnapshotInfo } from '#shared/contract/schema.ts'
import type { Kind, Registry } from '#shared/schema/kind.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { bigOutline, bigPage } from './big-schema.ts'
import { iso, scripts, type FakeData } from './data.ts'
import { ddlOf, rowsOf } from './schema-texts.ts'
import { shopSchema } from './shop-schema.ts'

export interface SchemaWorld {
  data: FakeData
  jobs: JobRunner
  /** Milliseconds between the steps of a job. */
  pace: number
  moody: () => Promise<void>
  find: (key: string) => Environment
  /** Throws where the server does not answer. */
  reach: (key: string) => Environment
  /** `big`: 20,000 tables. `empty`: a database without objects. */
  schema?: 'shop' | 'big' | 'empty' | undefined
}

const order = ['schema', 'extension', 'enum', 'composite', 'domain', 'range', 'sequence', 'table', 'foreign-table', 'index', 'constraint', 'view', 'materialized-view', 'function', 'procedure', 'aggregate', 'trigger', 'policy', 'event-trigger', 'publication']
const kind = (name: string, at: number): Kind => ({ name, label: [name, name], icon: name, order: at, catalog: [], create: () => [], drop: () => [] })
const registry: Registry = new Map(order.map((name, at) => [name, kind(name, at)]))

/** The operations of the schema over the shop in memory; pages are made by the engine's own functions. */
export function fakeSchema(world: SchemaWorld): Handlers<'schema'> {
  const { jobs, pace, moody, find, reach } = world
  const shop = shopSchema(iso(Date.now() - 95_000))
  let snapshots = savedSnapshots(world.data)
  const infoOf = (env: Environment, id?: string) => snapshots.find((each) => each.id === id) ?? { ...newest(env), facts: shop.facts.size }
  const isLive = (env: Environment, id?: string) => id === undefined && !env.connection.host.startsWith('warehouse')
  return {
    read: ({ env }) => jobs.start({ operation: 'schema.read', env: reach(env).id, input: {} }, async (context) => {
      await readKinds(context, pace)
      return { facts: shop.facts.size }
    }),
    outline: async ({ env, snapshot }) => {
      await moody()
      const info = infoOf(find(env), snapshot)
      if (world.schema === 'big') return bigOutline(info)
      const offline = snapshot === undefined && !isLive(find(env))
      const outline: Outline = { snapshot: info, live: isLive(find(env), snapshot), problem: offline ? `Nothing answers at ${find(env).connection.host}:5432: connection refused.` : null, ...makeOutline(shop, registry) }
      return world.schema === 'empty' ? { ...outline, kinds: ['schema'], schemas: [], objects: { kind: [0], schema: [-1], name: ['public'], id: ['schema:public'], parent: [-1], rows: [-1] }, columns: { object: [], name: [], type: [] }, gaps: [] } : outline
    },
    object: async ({ env, id, snapshot }) => {
      await moody()
      const info = infoOf(find(env), snapshot)
      return world.schema === 'big' ? bigPage(info, id) : pageOf(shop, info, isLive(find(env), snapshot), id)
    },
    document: ({ env = 'production', definitions, ...question }) => makeDocument({ info: infoOf(find(env)), snapshot: shop, live: isLive(find(env)), problem: null }, { ...question, definitions, mayDefine: true }, readHidingRules(undefined), '0.0.0'),
    search: ({ text, kind: only, limit }) => searchSnapshot(shop, { text, kind: only, limit }),
    ddl: ({ ids }) => ({ sql: ids.map((id) => ddlOf(shop, id)).join('\n'), objects: ids.length, gaps: [] }),
    rows: async ({ env, id, limit }) => {
      const { id: key } = reach(env)
      await wait(pace)
      if (id === 'table:billing.tax_rates') throw new AppError('permission_denied', { user: 'deployer', problem: 'permission denied for table tax_rates' })
      return rowsOf(makeObjectPage(shop, registry, id), limit, key === 'prod' ? 11 : 3)
    },
    diagram: ({ schema, ids, neighbours, limit }) => makeDiagram(shop, { schema, ids, neighbours, limit }),
    snapshot: ({ env: key, name = '' }) => {
      const env = reach(key)
      return jobs.start({ operation: 'schema.snapshot', env: env.id, input: {} }, async (context) => {
        await readKinds(context, pace)
        const made: SnapshotInfo = { ...newest(env), id: `snap-${Date.now()}`, name, trigger: 'manual', facts: shop.facts.size }
        snapshots = [made, ...snapshots]
        return made
      })
    },
    snapshots: ({ env }) => ({ snapshots: snapshots.filter((each) => env === undefined || each.envId === find(env).id) }),
    deleteSnapshot: ({ snapshot }) => {
      snapshots = snapshots.filter(({ id }) => id !== snapshot)
      return { deleted: snapshot }
    },
  }
}

function newest(env: Environment): SnapshotInfo {
  const age = env.connection.host.startsWith('warehouse') ? 5 * 3_600_000 : 95_000
  return {
    id: `live-${env.id}`, env: env.name, envId: env.id, database: env.connection.database, name: null, takenAt: iso(Date.now() - age), trigger: 'browse', serverVersion: '16.4', serverVersionNum: 160004,
    fingerprint: '4f1c'.repeat(16), facts: 312, bytes: 18_400, schemas: null, migrationVersion: '14', by: 'lena@dev-7',
  }
}

function savedSnapshots({ environments }: FakeData): SnapshotInfo[] {
  return environments.flatMap((env) => [
    { ...newest(env), id: `${env.id}-before-totals`, name: 'Before order totals', trigger: 'manual' as const, takenAt: iso(Date.now() - 26 * 3_600_000), migrationVersion: '12' },
    { ...newest(env), id: `${env.id}-after-12`, name: null, trigger: 'after_migrating' as const, takenAt: iso(Date.now() - 74 * 3_600_000), migrationVersion: '12' },
  ])
}

async function readKinds({ progress, log, signal }: Parameters<Parameters<JobRunner['start']>[1]>[0], pace: number): Promise<void> {
  const steps = ['relations', 'columns', 'constraints', 'indexes', 'routines', 'types', 'privileges', 'dependencies']
  for (const [index, step] of steps.entries()) {
    await wait(pace, undefined, { signal }).catch(() => {
      throw new AppError('cancelled', {}, { state: 'Nothing was changed.' })
    })
    progress({ label: `Reading ${step}`, done: index + 1, total: steps.length, unit: 'steps' })
    log('info', `${step} read`)
  }
}

function pageOf(shop: Snapshot, snapshot: SnapshotInfo, live: boolean, id: string): ObjectPage {
  const page = makeObjectPage(shop, registry, id)
  const facts = shop.get(id)
  const rows = Number(facts?.info?.['rows'] ?? 0)
  const sized = ['table', 'materialized-view'].includes(page.object.kind)
  const bytes = rows * 118 + 8192
  return {
    ...page, snapshot, live, ddl: ddlOf(shop, id), migrations: migrationsOf(page.object.name, snapshot.migrationVersion),
    size: sized && live ? { totalBytes: bytes * 1.7, tableBytes: bytes, indexBytes: bytes * 0.6, toastBytes: bytes * 0.1, estimatedRows: rows, lastVacuum: iso(Date.now() - 7_200_000), lastAnalyze: iso(Date.now() - 3_600_000) } : null,
  }
}

function migrationsOf(name: string, applied: string | null): ObjectPage['migrations'] {
  const plain = name.replace(/\(.*/, '')
  return scripts.flatMap(([version, words, sql]) => {
    const lines = sql.split('\n')
    const line = lines.findIndex((text) => new RegExp(`\\b${plain.replaceAll(/\W/g, '.')}\\b`).test(text))
    return line < 0 ? [] : [{ script: `V${version}__${words}.sql`, version: String(version), description: words.replaceAll('_', ' '), line: line + 1, statement: lines[line]?.trim() ?? '', state: version <= Number(applied) ? 'applied' : 'pending' }]
  })
}
