import { setTimeout as wait } from 'node:timers/promises'
import type { JobContext, JobRunner } from '#engine/jobs/job-runner.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import type { RollbackLoss, RollbackPlan, RollbackPreview, RollbackProgress, RollbackRecord, RollbackResult, RollbackStep, RollbackWay } from '#shared/contract/rollback.ts'
import { iso, scripts, type FakeData } from './data.ts'

export type RollbackTrouble = 'stops' | 'differs' | 'impossible' | 'unfinished' | 'preview_fails'

interface World {
  data: FakeData
  jobs: JobRunner
  pace: number
  find(key: string): Environment
  trouble: RollbackTrouble | undefined
}

interface Point {
  env: string
  event?: string | undefined
  version?: string | undefined
  at?: string | undefined
  rollback?: string | undefined
}

const day = 86_400_000

/** Ways back over the events of the fake shop: versions that are a multiple of five have no undo file. */
export function fakeRollback({ data, jobs, pace, find, trouble }: World): Handlers<'rollback'> {
  const written = new Set<string>()
  let records: RollbackRecord[] = trouble === 'unfinished' ? [stoppedRecord(data, find('stg'))] : []
  const planOf = (point: Point) => makePlan(data, find(point.env), point, written, trouble)
  return {
    plan: (point) => planOf(point),
    preview: (point) =>
      jobs.start({ operation: 'rollback.preview', env: find(point.env).name, input: point }, async (job) => {
        const labels = ['Making the shadow', 'Writing the undos that are missing', 'Trying the way back', 'Comparing with the point']
        await steps(job, pace, labels)
        const plan = planOf(point)
        const generated = (plan.ways[0]?.steps ?? []).filter(({ method }) => method === 'generated_undo').map(({ script }) => ({ script: script?.replace('U', 'V') ?? '', undo: script ?? '', status: 'proved' as const, problem: null, loses: [] }))
        for (const { script } of generated) written.add(script)
        const fails = trouble === 'preview_fails'
        const preview: RollbackPreview = {
          env: plan.env, way: point.way ?? plan.ways[0]?.id ?? 'scripts', preview: 'preview-1', verdict: fails ? 'fails' : 'works', generated, seconds: { low: 1, high: 4 }, notes: [], ms: 6_400,
          differences: fails ? ['U11__order_indexes.sql, line 1: index "orders_placed_at" does not exist'] : [], waits: ['public.orders: writes wait, for about 1 s'],
        }
        return preview
      }),
    run: ({ reason, confirm, planFingerprint, way, ...point }) => {
      const environment = find(point.env)
      if (environment.policies.confirm && (confirm !== environment.name || !reason)) throw new AppError('confirmation_required', { env: environment.name })
      const plan = planOf(point)
      const chosen = plan.ways.find(({ id }) => id === (way ?? plan.ways[0]?.id)) ?? plan.ways[0]
      if (!chosen) throw new AppError('rollback_impossible', { problem: 'no way leads there' })
      if (planFingerprint !== undefined && planFingerprint !== chosen.fingerprint) throw new AppError('plan_changed')
      return jobs.start({ operation: 'rollback.run', env: environment.name, input: point }, (job) => goBack(job, { plan, chosen, data, environment, pace, trouble, keep: (record) => (records = [record, ...records]) }))
    },
    unfinished: () => ({ rollbacks: records }),
    leave: ({ rollback }) => {
      records = records.filter(({ id }) => id !== rollback)
      return { rollback }
    },
  }
}

async function steps(job: JobContext, pace: number, labels: readonly string[]): Promise<void> {
  for (const [index, label] of labels.entries()) {
    job.progress({ label, done: index, total: labels.length, unit: 'steps' })
    job.log('info', label)
    await wait(pace * 2, undefined, { signal: job.signal }).catch(() => {
      throw new AppError('cancelled', {}, { state: 'Nothing was changed.' })
    })
  }
}

interface Going {
  plan: RollbackPlan
  chosen: RollbackWay
  data: FakeData
  environment: Environment
  pace: number
  trouble: RollbackTrouble | undefined
  keep(record: RollbackRecord): void
}

async function goBack(job: JobContext, { plan, chosen, data, environment, pace, trouble, keep }: Going): Promise<RollbackResult> {
  let progress: RollbackProgress[] = chosen.steps.map(({ number, method, script, version }) => ({ number, method, script, version, state: 'waiting' }))
  const set = (number: number, state: RollbackProgress['state']) => {
    progress = progress.map((step) => (step.number === number ? { ...step, state } : step))
    job.data({ kind: 'rollback-steps', steps: progress })
  }
  for (const { number, method, script } of chosen.steps) {
    if (!(trouble === 'stops' && method === 'check')) set(number, 'running')
    job.progress({ label: script ? `Undoing with ${script}` : method === 'check' ? 'Comparing with the point' : method === 'safety_backup' ? 'Reading public.orders' : 'Restoring public.orders', done: number - 1, total: chosen.steps.length, unit: 'steps' })
    job.log('info', script ?? method)
    await wait(pace * 2, undefined, { signal: job.signal }).catch(() => {
      throw new AppError('cancelled', {}, { state: 'Nothing was changed.' })
    })
    if (trouble === 'stops' && method === 'check') {
      set(number - 1, 'failed')
      keep({ ...stoppedRecord(data, environment), id: job.jobId, steps: progress, at: plan.point.at })
      throw new AppError('rollback_failed', { step: number - 1, problem: 'U13__order_events_2027.sql, line 1: cannot drop table order_events_2027 because other objects depend on it' }, { state: 'Done in the database: undo of version 14. Not done: undo of version 13. Plan again to go on from here, or go back to where it began.', where: { file: 'U13__order_events_2027.sql', line: 1 } })
    }
    set(number, 'done')
  }
  if (plan.point.highest !== null) data.versions.set(environment.id, Number(plan.point.highest))
  const replaced = chosen.id !== 'scripts'
  return {
    rollback: job.jobId, env: environment.name, way: chosen.id, outcome: trouble === 'differs' ? 'differs' : 'reached', differences: trouble === 'differs' ? ['index public.orders_by_hand is left behind'] : [],
    version: plan.point.highest, steps: progress, backup: { id: `${environment.name}-before-rollback`, file: '/var/lib/strata/backups/before.dump', bytes: 1_812_000_000 },
    forward: { way: replaced ? 'put_back' : 'apply', versions: plan.now.versions.filter((version) => !plan.point.versions.includes(version)), database: replaced ? 'shop_replaced_20261123' : null }, ms: 8_240,
  }
}

function makePlan(data: FakeData, environment: Environment, point: Point, written: ReadonlySet<string>, trouble: RollbackTrouble | undefined): RollbackPlan {
  const now = data.versions.get(environment.id) ?? 0
  const event = data.events.find(({ id }) => id === point.event)
  const at = event?.at ?? point.at ?? appliedAt(data, environment, point.version) ?? iso(Date.now() - 9 * day)
  const last = data.events.filter(({ env, kind, at: when }) => env === environment.id && kind === 'migration_applied' && when <= at).toSorted((a, b) => b.at.localeCompare(a.at))[0]
  const to = point.rollback === undefined ? Math.min(now, Number(point.version ?? last?.version ?? now)) : now + 1
  const versions = (highest: number) => scripts.filter(([version]) => version <= highest).map(([version]) => String(version))
  const back = scripts.filter(([version]) => version > to && version <= now).toReversed()
  const ways = back.length === 0 && point.rollback === undefined ? [wayOf('scripts', [], [], {})] : waysOf(data, environment, { back, at, written, trouble })
  return {
    env: environment.name, nothing: back.length === 0 && point.rollback === undefined, ways, notes: [], confirmation: { name: environment.policies.confirm === true, reason: environment.policies.confirm === true, secondPerson: false },
    point: { event: point.event ?? null, version: point.version ?? null, at, versions: versions(to), highest: to === 0 ? null : String(to), known: true }, now: { at: iso(Date.now()), versions: versions(now), highest: String(now) },
  }
}

function appliedAt(data: FakeData, { id }: Environment, version: string | undefined): string | undefined {
  return data.events.findLast((event) => event.env === id && event.kind === 'migration_applied' && event.version === version)?.at
}

interface Ways {
  back: readonly (typeof scripts)[number][]
  at: string
  written: ReadonlySet<string>
  trouble: RollbackTrouble | undefined
}

function waysOf(data: FakeData, environment: Environment, { back, at, written, trouble }: Ways): RollbackWay[] {
  const missing = back.some(([version, name]) => version % 5 === 0 && !written.has(`V${version}__${name}.sql`))
  const blocked: Diagnostic[] = trouble === 'impossible' ? [{ code: 'undo-file-changed', severity: 'error', message: 'V11__order_indexes.sql was changed since it was applied: its undo may take back something else.', params: { script: 'V11__order_indexes.sql' } }] : []
  const undo = back.map(([version, name, sql]) => undoStep(version, name, sql, written))
  const scriptsWay = wayOf('scripts', [plain('safety_backup', { low: 109, high: 122 }), ...undo, plain('check', { low: 0, high: 2 })], dropped(back), { possible: blocked.length > 0 ? 'no' : missing ? 'after_preview' : 'yes', reasons: blocked })
  const backup = data.backups.find(({ env, createdAt }) => env === environment.name && createdAt <= at)
  if (!backup || trouble === 'impossible') return [scriptsWay, wayOf('restore', [], [], { possible: 'no', reasons: [{ code: 'no-backup', severity: 'error', message: 'There is no whole backup of this database from before that point, or none that is in order.', params: {} }] })]
  const restoring: Unnumbered[] = [plain('safety_backup', { low: 109, high: 122 }), { ...plain('restore', { low: 240, high: 610 }), backup: backup.id, version: backup.migrationVersion }, plain('swap', { low: 0, high: 2 }), plain('check', { low: 0, high: 2 })]
  const restore = wayOf('restore', restoring, writtenSince, {
    reasons: [{ code: 'restore-loses-more', severity: 'info', message: 'What was written since the backup would be lost; the scripts keep it.', params: {} }],
    backup: { id: backup.id, at: backup.createdAt, version: backup.migrationVersion, bytes: backup.bytes, verified: 'verified' },
  })
  return [scriptsWay, restore]
}

type Unnumbered = Omit<RollbackStep, 'number'>

function wayOf(id: RollbackWay['id'], list: readonly Unnumbered[], losses: readonly RollbackLoss[], more: Partial<RollbackWay>): RollbackWay {
  const known = list.every(({ seconds }) => seconds !== null)
  const seconds = known ? list.reduce((sum, step) => ({ low: sum.low + (step.seconds?.low ?? 0), high: sum.high + (step.seconds?.high ?? 0) }), { low: 0, high: 0 }) : null
  return { id, possible: 'yes', reasons: [], steps: list.map((step, index) => ({ number: index + 1, ...step })), losses: [...losses], backup: null, seconds, fingerprint: `${id === 'scripts' ? '7a2b' : 'c4d1'}`.repeat(16), ...more }
}

function plain(method: RollbackStep['method'], seconds: RollbackStep['seconds']): Unnumbered {
  return { method, script: null, version: null, description: '', trust: null, sql: null, archives: [], loses: [], backup: null, seconds }
}

function undoStep(version: number, name: string, sql: string, written: ReadonlySet<string>): Unnumbered {
  const generated = version % 5 === 0
  const known = !generated || written.has(`V${version}__${name}.sql`)
  return {
    ...plain(generated ? 'generated_undo' : 'undo', { low: 0.2, high: 1.4 }), script: `U${version}__${name}.sql`, version: String(version), description: name.replaceAll('_', ' '),
    trust: known ? { status: 'proved', at: iso(Date.now() - day), rows: 12_400 } : { status: 'none', at: null, rows: null }, sql: known ? `-- Takes back ${sql}` : null,
    archives: version === 14 ? [{ table: 'v14__drop_legacy_sku', relation: 'public.products', rows: 48_120 }] : [],
  }
}

function dropped(back: Ways['back']): RollbackLoss[] {
  const none = { inserted: null, updated: null, deleted: null, kind: 'dropped' as const, basis: 'counted' as const }
  return back.flatMap(([version]): RollbackLoss[] => {
    if (version === 12) return [{ ...none, relation: 'public.products', columns: ['stock'], rows: 48_120, script: 'U12__stock.sql' }]
    if (version === 14) return [{ ...none, relation: 'public.payment_methods', columns: [], rows: 6, script: 'U14__payment_methods.sql' }]
    return version === 10 ? [{ ...none, relation: 'public.products', columns: ['search'], rows: 12_044, script: 'U10__product_search.sql' }] : []
  })
}

const writtenSince: readonly RollbackLoss[] = [
  { relation: 'public.orders', columns: [], kind: 'written', rows: 31_204, inserted: 18_204, updated: 12_980, deleted: 20, basis: 'statistics', script: null },
  { relation: 'public.payments', columns: [], kind: 'written', rows: 16_110, inserted: 16_110, updated: 0, deleted: 0, basis: 'statistics', script: null },
  { relation: 'public.customers', columns: [], kind: 'written', rows: 806, inserted: 402, updated: 404, deleted: 0, basis: 'statistics', script: null },
]

function stoppedRecord(data: FakeData, environment: Environment): RollbackRecord {
  const at = data.events.find(({ env, version }) => env === environment.id && version === '12')?.at ?? iso(Date.now())
  return {
    id: 'rollback-1', env: environment.name, jobId: 'job-1', way: 'scripts', event: null, version: '12', at, state: 'failed', startedAt: iso(Date.now() - 1_800_000), endedAt: iso(Date.now() - 1_740_000), by: 'dba@ops-1',
    problem: 'U13__order_events_2027.sql, line 1: table "order_events_2027" is being used by active queries in this session', backup: `${environment.name}-before-rollback`,
    steps: [
      { number: 1, method: 'safety_backup', script: null, version: null, state: 'done' }, { number: 2, method: 'undo', script: 'U14__payment_methods.sql', version: '14', state: 'done' },
      { number: 3, method: 'undo', script: 'U13__order_events_2027.sql', version: '13', state: 'failed' }, { number: 4, method: 'check', script: null, version: null, state: 'waiting' },
    ],
  }
}
