import { jobsOperations } from '#engine/operations/jobs.ts'
import { JobRunner } from '#engine/jobs/job-runner.ts'
import { MemoryJobStore } from '#engine/jobs/job-store.ts'
import type { Settings } from '#shared/contract/app.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { Backup, Manifest } from '#shared/contract/backups.ts'
import type { Environment, EnvironmentInput } from '#shared/contract/environments.ts'
import type { AllHandlers } from '#shared/contract/handlers.ts'
import { createData, iso, planOf, scripts, statementsOf, statusOf, type FakeData } from './data.ts'
import { flywayChecksum } from '#shared/migrations/checksum.ts'
import { fakeSchema, type SchemaWorld } from './schema.ts'
import { FakePeople, type PeopleWorld } from './access.ts'
import { fakeHooks } from './hooks.ts'
import { fakeApprovals } from './approvals.ts'
import { fakeFleet } from './fleet.ts'
import { fakeInterlock } from './interlock.ts'
import { fakeConfirmations } from './confirmations.ts'
import { fakeArchives } from './archives.ts'
import { fakePreview, type PreviewTrouble } from './preview.ts'
import { shopChanges } from './preview-shop.ts'
import { fakeCompare, type CompareTrouble } from './compare.ts'
import { fakeTimeline } from './timeline.ts'
import { eventsOf, withTimelineWorld, type TimelineWorld } from './big-timeline.ts'
import { fakeRollback, type RollbackTrouble } from './rollback.ts'
import { withTrouble, type Trouble } from './trouble.ts'
import { fakeKeeping, FakeFindings, verdictsOf } from './keeping.ts'
import { fakeMaking } from './making.ts'
import { doctor, restore, run, sample, type Pace } from './jobs.ts'
import { fakeRestores, type RestoresTrouble } from './restores.ts'

export interface FakeOptions {
  /** What the migrations meet. */
  trouble?: Trouble
  /** What comparisons meet. */
  compare?: CompareTrouble
  /** What replacing a database meets. */
  restores?: RestoresTrouble
  /** What previews meet. */
  preview?: PreviewTrouble
  /** Which story the timeline tells. */
  timeline?: TimelineWorld
  /** What ways back meet. */
  rollback?: RollbackTrouble
  /** What saving a file meets, once. */
  save?: 'file_changed' | 'already_applied'
  /** `empty`: a store on its first day. `failing`: every read of the areas fails. `slow`: reads do not come back. */
  mood?: 'full' | 'empty' | 'failing' | 'slow'
  /** Milliseconds between the steps of a job. */
  pace?: Pace
  settings?: Partial<Settings>
  now?: number
  /** Production asks for a second person, and somebody has confirmed its plan, or nobody. */
  secondPerson?: 'confirmed' | 'nobody'
  /** A dump runs for so many ms. */
  dump?: number
  /** Who signs in, and who has; nobody signs in unless told. */
  people?: PeopleWorld
  /** Which schema the databases have. */
  schema?: SchemaWorld['schema']
}

const noDialog = () => Promise.reject(new AppError('not_allowed', { what: 'A dialog of the desktop' }))

/** Handlers of the whole contract over data in memory. */
export function createFakeHandlers({ trouble, compare, preview, restores, rollback, save, mood = 'full', pace = 120, settings: given = {}, now = Date.now(), schema, timeline, secondPerson, dump = 0 }: FakeOptions = {}, people = new FakePeople()): AllHandlers {
  const data = createData(now)
  data.events = eventsOf(timeline, data, now)
  people.knows(() => data.environments)
  if (mood === 'empty') Object.assign(data, { environments: [], backups: [], events: [] })
  if (secondPerson) data.environments = data.environments.map((env) => (env.id === 'prod' ? { ...env, policies: { ...env.policies, secondPerson: true } } : env))
  const jobs = new JobRunner(new MemoryJobStore())
  const files = fakeFiles(save)
  const comparing = fakeCompare({ data, jobs, pace, trouble: compare })
  let settings: Settings = { language: 'en', theme: 'light', ...given }
  const moody = async () => {
    if (mood === 'slow') await new Promise(() => {})
    if (mood === 'failing') throw new AppError('store_unusable', { problem: 'database disk image is malformed' })
  }
  const migrations = withTrouble(migrationHandlers(data, jobs, pace, moody, files), trouble, { jobs, pace })
  return {
    app: {
      info: () => ({
        version: '0.1.0', host: 'browser', platform: 'linux', dataFolder: '/home/lena/.local/share/strata',
        vault: { kind: 'system', safe: true, note: 'Kept in the keyring of the system.' }, sample: { available: true, running: false },
      }),
      settings: () => settings,
      changeSettings: (patch) => (settings = { ...settings, ...patch }),
      chooseFolder: noDialog,
      chooseFile: noDialog,
      openSample: () =>
        jobs.start({ operation: 'app.openSample', input: {} }, async (context) => {
          await sample(context, pace)
          const fresh = createData(Date.now())
          Object.assign(data, { ...fresh, environments: fresh.environments.slice(0, 3).map((env) => ({ ...env, sample: true })) })
          return {}
        }),
    },
    environments: environmentHandlers(data, jobs, pace, moody, people),
    preview: fakePreview({
      jobs, pace, trouble: preview, find: (key) => reach(data, key), textOf: files.read,
      pendingOn: (key) => statusOf(data, reach(data, key)).migrations.filter(({ state }) => state === 'pending'),
    }),
    interlock: fakeInterlock(jobs, dump, now, (key) => reach(data, key)),
    confirmations: fakeConfirmations({ empty: mood === 'empty', now, confirmed: secondPerson === 'confirmed' }, (key) => find(data, key)),
    archives: fakeArchives(jobs, pace, mood === 'empty', now),
    migrations,
    backups: backupHandlers(data, jobs, pace, moody),
    restores: fakeRestores({ jobs, pace, now, empty: mood === 'empty', trouble: restores, reach: (key) => reach(data, key), backup: (id) => backupOf(data, id) }),
    schema: fakeSchema({ data, jobs, pace, moody, schema, find: (key) => find(data, key), reach: (key) => reach(data, key) }),
    compare: comparing,
    timeline: withTimelineWorld(fakeTimeline({ data, jobs, moody, isDown, unreachable: (id) => unreachable(data, id), compare: comparing.run }), timeline),
    rollback: fakeRollback({ data, jobs, pace, trouble: rollback, find: (key) => reach(data, key) }),
    access: people.handlers(),
    hooks: fakeHooks({ empty: mood === 'empty', now, environments: () => data.environments, moody }),
    approvals: fakeApprovals({ empty: mood === 'empty', now, moody, find: (key) => find(data, key), plan: (env, direction, to) => planOf(data, env, direction, to), apply: async (env, to) => migrations.apply({ env, ...(to !== undefined && { to }) } as never, {}) }),
    fleet: fakeFleet({ jobs, pace, now, empty: mood === 'empty', moody, find: (key) => find(data, key) }),
    jobs: jobsOperations({ jobs }),
  }
}

type Mood = () => Promise<void>

function isDown(env: Environment): boolean {
  return env.connection.host.startsWith('warehouse') || env.connection.host.startsWith('nowhere')
}

function find(data: FakeData, key: string): Environment {
  const found = data.environments.find(({ id, name }) => id === key || name === key)
  if (!found) throw new AppError('not_found', { what: 'environment', name: key })
  return found
}

function unreachable(data: FakeData, key: string): AppError {
  return new AppError('host_unreachable', { host: find(data, key).connection.host, port: 5432, cause: 'connection refused' })
}

function reach(data: FakeData, key: string): Environment {
  const env = find(data, key)
  if (isDown(env)) throw unreachable(data, key)
  return env
}

function environmentHandlers(data: FakeData, jobs: JobRunner, pace: Pace, moody: Mood, people: FakePeople): AllHandlers['environments'] {
  const build = (input: EnvironmentInput, old?: Environment): Environment => {
    const { password, ...rest } = input
    const colours = { development: 'green', staging: 'amber', production: 'red' } as const
    return {
      ...rest, id: old?.id ?? `env-${data.environments.length + 1}`, colour: rest.colour ?? colours[rest.class], policies: { ...rest.policies, confirm: rest.policies.confirm ?? rest.class === 'production' },
      hasPassword: password === undefined ? (old?.hasPassword ?? false) : password !== '', sample: false, createdAt: old?.createdAt ?? iso(Date.now()), updatedAt: iso(Date.now()),
    }
  }
  return {
    list: async () => {
      await moody()
      return { environments: people.sees(data.environments) }
    },
    get: ({ env }) => find(data, env),
    create: (input) => {
      if (data.environments.some(({ name }) => name === input.name)) throw new AppError('already_exists', { what: 'Environment', name: input.name }, { where: { field: 'name' } })
      const made = build(input)
      data.environments.push(made)
      data.versions.set(made.id, 12)
      return made
    },
    update: ({ env, environment }) => {
      const old = find(data, env)
      return Object.assign(old, build(environment, old))
    },
    delete: ({ env }) => {
      const { id, name } = find(data, env)
      data.environments = data.environments.filter((each) => each.id !== id)
      return { removed: name }
    },
    parse: ({ text }) => {
      if (!/^postgres(ql)?:\/\//.test(text)) throw new AppError('bad_request', { problem: 'this is neither a postgres:// URL nor a libpq keyword string' })
      const url = new URL(text)
      return {
        connection: { host: url.hostname, port: Number(url.port || 5432), database: url.pathname.slice(1) || 'postgres', user: decodeURIComponent(url.username) || 'postgres' },
        ...(url.password && { password: decodeURIComponent(url.password) }), notes: [],
      }
    },
    test: ({ env, draft }) => jobs.start({ operation: 'environments.test', env, input: {} }, (context) => doctor(context, draft?.connection.host ?? find(data, env ?? '').connection.host, pace)),
  }
}

interface Files {
  read: (script: string) => string
  save: (script: string, text: string, opened: string | null, force: boolean) => void
}

const view = 'CREATE OR REPLACE VIEW order_summary AS\nSELECT customer_id, count(*) AS orders FROM orders GROUP BY customer_id;\n'

/** The migrations folder in memory. */
function fakeFiles(trouble: FakeOptions['save']): Files {
  const saved = new Map<string, string>()
  let met = trouble
  const onDisk = (script: string) => {
    const found = scripts.find(([version, name]) => [`V${version}__${name}.sql`, `U${version}__${name}.sql`].includes(script))
    if (!found) return view
    return script.startsWith('U') ? (shopChanges[`V${script.slice(1)}`]?.undo ?? `-- Takes ${script.slice(1)} back\n`) : found[2]
  }
  const read = (script: string) => saved.get(script) ?? onDisk(script)
  return {
    read,
    save: (script, text, opened, force) => {
      if (met === 'file_changed' && !force) saved.set(script, `-- Reviewed by Jun\n${onDisk(script)}`)
      if (met === 'already_applied' && !force) throw new AppError('already_applied', { file: script })
      met = undefined
      if (!force && opened !== null && opened !== read(script)) throw new AppError('file_changed', { file: script })
      saved.set(script, text)
    },
  }
}

function migrationHandlers(data: FakeData, jobs: JobRunner, pace: Pace, moody: Mood, files: Files): AllHandlers['migrations'] {
  const move = (direction: 'up' | 'down', input: { env: string; to?: string | undefined; backup?: boolean | undefined }) => {
    const env = reach(data, input.env)
    const plan = planOf(data, env, direction, input.to)
    const planned = { ...plan, backup: { planned: input.backup ?? plan.backup.planned } }
    return jobs.start({ operation: direction === 'up' ? 'migrations.apply' : 'migrations.undo', env: env.id, input }, async (context) => {
      const result = await run(context, planned, env, pace)
      data.versions.set(env.id, Number(plan.to))
      return result
    })
  }
  return {
    status: async ({ env }) => {
      await moody()
      const status = statusOf(data, reach(data, env))
      return { ...status, migrations: status.migrations.map((row) => (row.state === 'pending' ? { ...row, checksum: flywayChecksum(files.read(row.script)) } : row)) }
    },
    propose: ({ description }) => ({ version: '18', script: `V18__${description.replaceAll(' ', '_')}.sql`, undoScript: `U18__${description.replaceAll(' ', '_')}.sql`, categories: [] }),
    create: ({ description }) => ({ files: [`V18__${description.replaceAll(' ', '_')}.sql`], version: '18' }),
    save: ({ script, text, opened, force }) => {
      files.save(script, text, opened, force)
      return { script, checksum: 1, bytes: text.length }
    },
    validate: ({ env }) => ({ ok: statusOf(data, reach(data, env)).diagnostics.length === 0, diagnostics: statusOf(data, reach(data, env)).diagnostics }),
    plan: ({ env, direction, to }) => planOf(data, reach(data, env), direction, to),
    file: async ({ script }) => {
      await moody()
      const text = files.read(script)
      return { script, text, appliedText: script.startsWith('V13') ? text.replace('2028-01-01', '2027-12-31') : null, statements: statementsOf(text), diagnostics: [] }
    },
    apply: (input) => move('up', input),
    undo: (input) => move('down', input),
    baseline: ({ version }) => ({ version }),
    repair: () => ({ removedFailed: [], alignedChecksums: ['V13__order_events_2027.sql'], markedDeleted: [] }),
  }
}

function backupOf(data: FakeData, id: string): Manifest {
  const found = data.backups.find((each) => each.id === id)
  if (!found) throw new AppError('not_found', { what: 'backup', name: id })
  return found
}

function backupHandlers(data: FakeData, jobs: JobRunner, pace: Pace, moody: Mood): AllHandlers['backups'] {
  const of = (id: string) => backupOf(data, id)
  const findings = new FakeFindings(data, Date.now())
  const summary = ({ tables, extensions: _extensions, ...rest }: Manifest): Backup => ({
    ...rest, tableCount: tables.length, rowCount: tables.reduce((sum, { rows }) => sum + rows, 0),
    condition: rest.id === data.backups[4]?.id ? 'file_missing' : rest.id === data.backups[5]?.id ? 'damaged' : 'ok', lastRestore: data.lastRestore.get(rest.id) ?? null, rehearsal: findings.rehearsals.get(rest.id) ?? null, keep: findings.kept.has(rest.id), expiresAt: null,
  })
  return {
    list: async ({ env }) => {
      await moody()
      const verdicts = verdictsOf({ data, summary })
      const expiryOf = (id: string) => (verdicts.get(id)?.deleted ? iso(Date.now()) : (verdicts.get(id)?.expiresAt ?? null))
      return { backups: data.backups.filter((each) => !env || each.env === find(data, env).name).map((each) => ({ ...summary(each), expiresAt: expiryOf(each.id) })).toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)) }
    },
    show: ({ backup: id }) => ({ manifest: of(id), backup: summary(of(id)) }),
    ...fakeMaking({ data, jobs, pace, reach: (key) => reach(data, key) }),
    ...fakeKeeping({ data, findings, jobs, pace, find: (key) => find(data, key), of, summary }),
    delete: ({ backup: id }) => {
      const { bytes } = of(id)
      if (findings.kept.has(id)) throw new AppError('deletion_refused', { backup: id, problem: 'it is kept for ever.' }, { help: 'Say first that it is no longer kept.', state: 'Nothing was deleted.' })
      data.backups = data.backups.filter((each) => each.id !== id)
      return { deleted: id, bytes }
    },
    restore: ({ backup: id, env, into }) => {
      const manifest = of(id)
      if (into === 'shop') throw new AppError('target_exists', { database: into }, { where: { field: 'into' } })
      return jobs.start({ operation: 'backups.restore', env: env ? find(data, env).id : undefined, input: {} }, async (context) => {
        const result = await restore(context, manifest, into, pace)
        data.lastRestore.set(id, { at: iso(Date.now()), outcome: result.outcome, database: into })
        return result
      })
    },
  }
}
