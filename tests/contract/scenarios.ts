import { readdirSync } from 'node:fs'
import { asAppError, type StrataClient } from '#shared/contract/client.ts'
import type { Job, JobEvent } from '#shared/contract/jobs.ts'
import type { World } from './world.ts'

/** What a scenario saw, to be compared between transports. */
export type Transcript = Record<string, unknown>
export type Scenario = (client: StrataClient, world: World) => Promise<Transcript>

/** The error that a call ends with, as the boundary tells it. */
async function problem(call: Promise<unknown>): Promise<unknown> {
  try {
    return { answered: await call }
  } catch (thrown) {
    return asAppError(thrown).data
  }
}

async function allEvents(client: StrataClient, jobId: string, after = 0): Promise<JobEvent[]> {
  const events: JobEvent[] = []
  for await (const event of await client.jobs.watch({ jobId, after })) events.push(event)
  return events
}

/** Waits, by watching, for the first event that fits; then goes away, as a closed window does. */
async function firstEvent(client: StrataClient, jobId: string, fits: (event: JobEvent) => boolean): Promise<JobEvent> {
  for await (const event of await client.jobs.watch({ jobId, after: 0 })) if (fits(event)) return event
  throw new Error('The job ended without such an event')
}

const states = (events: readonly JobEvent[]) => events.flatMap(({ state }) => state ?? [])
const outcome = ({ operation, env, state, error }: Job) => ({ operation, env, state, error })

export const scenarios: Readonly<Record<string, Scenario>> = {
  'environments are made, listed, changed and forgotten': async (client, { input }) => {
    const empty = await client.environments.list({})
    const created = await client.environments.create(input)
    const listed = await client.environments.list({})
    const byName = await client.environments.get({ env: 'SHOP' })
    const updated = await client.environments.update({ env: created.id, environment: { ...input, name: 'Laden 商店', password: undefined, class: 'staging' } })
    const removed = await client.environments.delete({ env: 'Laden 商店' })
    return { empty, created, listed, byName, updated, removed, after: await client.environments.list({}) }
  },

  'what cannot be done is said in one shape': async (client, { input }) => {
    await client.environments.create(input)
    return {
      twice: await problem(client.environments.create(input)),
      badPort: await problem(client.environments.create({ ...input, connection: { ...input.connection, port: 0 } })),
      badClass: await problem(client.environments.create({ ...input, class: 'testing' as never })),
      badLimit: await problem(client.jobs.list({ limit: 0 })),
      noEnvironment: await problem(client.environments.get({ env: 'nobody' })),
      noJob: await problem(client.jobs.get({ jobId: 'none' })),
      noStream: await problem(allEvents(client, 'none')),
      noDialog: await problem(client.app.chooseFolder({})),
      noVersion: await problem(client.migrations.plan({ env: 'shop', to: '99' })),
    }
  },

  'a job is followed to its end and replayed from any event on': async (client, { input }) => {
    await client.environments.create(input)
    const { jobId } = await client.environments.test({ env: 'shop' })
    const events = await allEvents(client, jobId)
    const middle = events[Math.floor(events.length / 2)]?.seq ?? 0
    const replayed = await allEvents(client, jobId, middle)
    const job = await client.jobs.get({ jobId })
    const listed = await client.jobs.list({ limit: 5 })
    return {
      numbers: events.every(({ seq }, index) => seq === index + 1),
      replay: JSON.stringify(replayed) === JSON.stringify(events.slice(events.findIndex(({ seq }) => seq === middle) + 1)),
      states: states(events),
      steps: events.flatMap(({ data }) => (data?.kind === 'doctor-step' ? [[data.step, data.outcome]] : [])),
      job: outcome(job),
      listed: listed.jobs.map(outcome),
    }
  },

  'migrations are planned and applied': async (client, { input, database }) => {
    await client.environments.create(input)
    const before = await client.migrations.status({ env: 'shop' })
    const plan = await client.migrations.plan({ env: 'shop', to: '1' })
    const { jobId } = await client.migrations.apply({ env: 'shop', to: '1', planFingerprint: plan.fingerprint, reason: 'first version' })
    const events = await allEvents(client, jobId)
    const after = await client.migrations.status({ env: 'shop' })
    return {
      before: before.migrations.map(({ script, state, checksum }) => [script, state, checksum]),
      plan: plan.steps.map(({ script, transactional, statements }) => ({ script, transactional, statements })),
      states: states(events),
      statements: events.flatMap(({ data }) => (data?.kind === 'statement' ? [[data.script, data.number, data.command, data.rows]] : [])),
      after: [after.version, after.pending],
      rows: await database.query('SELECT name FROM goods ORDER BY name'),
    }
  },

  'a schema is read, looked at, kept and compared, and the plan is written': async (client, { input, database, folder }) => {
    await client.environments.create(input)
    await database.query('CREATE TABLE goods (name text PRIMARY KEY); CREATE VIEW names AS SELECT name FROM goods')
    const outline = await client.schema.outline({ env: 'shop' })
    const page = await client.schema.object({ env: 'shop', id: 'table:public.goods' })
    const kept = await client.schema.snapshot({ env: 'shop', name: 'before 商店' })
    const keptEvents = await allEvents(client, kept.jobId)
    const [snapshot] = (await client.schema.snapshots({ env: 'shop' })).snapshots.filter(({ trigger }) => trigger === 'manual')
    await database.query('ALTER TABLE goods ADD COLUMN price numeric(10,2)')
    const { jobId } = await client.compare.run({ a: `snapshot:${snapshot?.id}`, b: 'env:shop' })
    const events = await allEvents(client, jobId)
    const { comparison: id } = (await client.jobs.get({ jobId })).result as { comparison: string }
    const comparison = await client.compare.show({ comparison: id })
    const plan = await client.compare.plan({ comparison: id })
    const written = await client.compare.write({ comparison: id, env: 'shop', description: 'price', fingerprint: plan.forward.fingerprint })
    return {
      outline: outline.objects.id.filter((one) => one.includes('public.')), live: outline.live,
      page: { columns: page.columns, usedBy: page.usedBy, ddl: page.ddl },
      search: await client.schema.search({ env: 'shop', snapshot: snapshot?.id, text: 'name', limit: 5 }),
      ddl: (await client.schema.ddl({ env: 'shop', snapshot: snapshot?.id, ids: ['view:public.names'], dependencies: true })).sql,
      rows: (await client.schema.rows({ env: 'shop', id: 'table:public.goods', limit: 5 })).columns,
      diagram: await client.schema.diagram({ env: 'shop', snapshot: snapshot?.id, schema: 'public' }),
      kept: [states(keptEvents), snapshot?.name, snapshot?.trigger],
      states: states(events), sides: events.flatMap(({ data }) => (data?.kind === 'side' && data.state === 'done' ? [data.side] : [])).toSorted(),
      differences: comparison.differences, plan: [plan.forward.sql, plan.undo.sql], written: [written, readdirSync(folder).toSorted()],
      object: await client.compare.object({ comparison: id, id: 'view:public.names' }),
      problems: [
        await problem(client.compare.run({ a: 'nonsense', b: 'env:shop' })), await problem(client.compare.show({ comparison: 'none' })), await problem(client.schema.object({ env: 'shop', id: 'table:public.nothing' })),
        await problem(client.compare.write({ comparison: id, env: 'shop', description: 'price', fingerprint: 'another' })), await problem(client.schema.search({ env: 'shop', text: '' })),
      ],
      deleted: [await client.schema.deleteSnapshot({ snapshot: snapshot?.id ?? '' }), await problem(client.schema.outline({ env: 'shop', snapshot: snapshot?.id }))],
    }
  },

  'a job outlives its watcher, and cancel reaches the server': async (client, { input, database }) => {
    await client.environments.create(input)
    const { jobId } = await client.migrations.apply({ env: 'shop' })
    await firstEvent(client, jobId, ({ data }) => data?.kind === 'statement' && data.script === 'V1__goods.sql')
    const meanwhile = await client.jobs.get({ jobId })
    await client.jobs.cancel({ jobId })
    const events = await allEvents(client, jobId)
    const job = await client.jobs.get({ jobId })
    const sleeping = await database.query("SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE '%pg_sleep(300)%' AND state = 'active' AND pid <> pg_backend_pid() AND datname = current_database()")
    return { meanwhile: outcome(meanwhile), states: states(events), job: outcome(job), sleeping }
  },
}
