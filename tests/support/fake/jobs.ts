import { setTimeout as wait } from 'node:timers/promises'
import type { JobContext } from '#engine/jobs/job-runner.ts'
import { AppError } from '#shared/contract/app-error.ts'
import type { DoctorReport, DoctorStep, Environment } from '#shared/contract/environments.ts'
import type { Manifest, RestoreResult } from '#shared/contract/backups.ts'
import type { Plan, RunResult } from '#shared/contract/migrations.ts'

/** Milliseconds between two steps of a job; 0 in tests that wait for the end. */
export type Pace = number

async function step(context: JobContext, pace: Pace): Promise<void> {
  await wait(pace, undefined, { signal: context.signal }).catch(() => {
    throw new AppError('cancelled', {}, { state: 'Nothing was changed.' })
  })
}

const checks: readonly [DoctorStep['step'], string][] = [
  ['settings', 'The settings are complete.'], ['resolve', 'The name leads to 10.4.0.12.'], ['reach', 'Port 5432 answers.'], ['tls', 'TLS 1.3, certificate valid until 3 March 2027.'],
  ['authenticate', 'Signed in as deployer with a password (scram-sha-256).'], ['database', 'Database shop, encoding UTF8.'], ['version', 'PostgreSQL 16.4.'],
  ['privileges', 'deployer may create in schema public.'], ['client', 'pg_dump 16.4 in /usr/lib/postgresql/16/bin.'], ['folder', '17 migration files, 13 undo files.'], ['history', 'public.flyway_schema_history: 14 rows.'],
]

export async function doctor(context: JobContext, host: string, pace: Pace): Promise<DoctorReport> {
  const steps: DoctorStep[] = []
  const broken = /^(warehouse|nowhere)/.test(host)
  for (const [index, [name, message]] of checks.entries()) {
    await step(context, pace)
    const failed = broken && name === 'reach'
    const skipped = broken && index > 2
    const found: DoctorStep = {
      step: name, ms: skipped ? 0 : 3 + index * 2, outcome: failed ? 'failed' : skipped ? 'skipped' : name === 'client' && host === 'localhost' ? 'warning' : 'ok',
      message: failed ? `Nothing answers at ${host}:5432: connection refused.` : skipped ? 'Not tried: an earlier step failed.' : name === 'client' && host === 'localhost' ? 'pg_dump 15.18 is older than the server (16.4): no backup can be made.' : message,
      ...(failed && { help: 'Check that PostgreSQL is running there, that the port is right and that no firewall is between.' }),
      ...(name === 'client' && host === 'localhost' && { help: 'Install the client programs of PostgreSQL 16: sudo apt install postgresql-client-16' }),
    }
    steps.push(found)
    context.progress({ label: `Checking: ${name}`, done: index + 1, total: checks.length, unit: 'steps' })
    context.data({ kind: 'doctor-step', ...found })
  }
  return { ok: !broken, ...(!broken && { serverVersion: '16.4', latencyMs: 4 }), steps }
}

export async function backup(context: JobContext, manifest: Manifest, pace: Pace): Promise<Manifest> {
  let done = 0
  for (const table of manifest.tables) {
    await step(context, pace)
    done += 1
    context.progress({ label: `Reading ${table.schema}.${table.name}`, done, total: manifest.tables.length, unit: 'tables', rate: 3, secondsLeft: (manifest.tables.length - done) / 3 })
    context.log('info', `pg_dump: dumping contents of table "${table.schema}.${table.name}"`)
  }
  return manifest
}

export async function restore(context: JobContext, manifest: Manifest, database: string, pace: Pace): Promise<RestoreResult> {
  context.log('info', `CREATE DATABASE ${database}`)
  for (const [index, table] of manifest.tables.entries()) {
    await step(context, pace)
    context.progress({ label: `Restoring ${table.schema}.${table.name}`, done: index + 1, total: manifest.tables.length, unit: 'tables', rate: 2.5, secondsLeft: (manifest.tables.length - index) / 2.5 })
    context.log('info', `pg_restore: processing data for table "${table.schema}.${table.name}"`)
  }
  if (database.includes('fail')) {
    throw new AppError('restore_failed', { database, problem: 'permission denied to create extension "pg_trgm"' }, {
      state: `Database "${database}" is incomplete; the original database was not touched.`,
      pg: { sqlstate: '42501', message: 'permission denied to create extension "pg_trgm"', hint: 'Must have CREATE privilege on current database to create this extension.' },
    })
  }
  const differs = database.includes('differs')
  return {
    backup: manifest.id, database, outcome: differs ? 'differs' : 'verified', tables: manifest.tables.length, rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0), ms: 31_400,
    differences: differs ? [{ subject: 'public.orders', expected: '12,310 rows', found: '12,298 rows' }] : [],
    harmless: [{ message: 'schema "public" already exists', why: 'Every new database has a schema public.' }],
  }
}

export async function run(context: JobContext, plan: Plan, env: Environment, pace: Pace): Promise<RunResult> {
  const total = plan.steps.reduce((sum, { statements }) => sum + statements.length, 0)
  let done = 0
  if (plan.backup.planned) {
    context.progress({ label: 'Making a backup' })
    await step(context, pace * 3)
    context.log('info', `Backup ${env.name} is ready`)
  }
  for (const [index, { script, version, statements }] of plan.steps.entries()) {
    const place = { kind: 'migration', script, version, index: index + 1, of: plan.steps.length }
    context.data({ ...place, phase: 'started' })
    for (const { number, line, command } of statements) {
      context.progress({ label: `${plan.direction === 'up' ? 'Applying' : 'Undoing'} ${script}`, done, total, unit: 'statements' })
      await step(context, pace)
      done += 1
      context.data({ kind: 'statement', script, number, of: statements.length, line, command, outcome: 'done', rows: command.startsWith('UPDATE') ? 8214 : null, ms: 12 * number })
    }
    context.log('info', `${script}: done`)
    context.data({ ...place, phase: 'done' })
  }
  context.progress({ label: 'Done', done: total, total, unit: 'statements' })
  return {
    runId: context.jobId, direction: plan.direction, from: plan.from, to: plan.to, backup: plan.backup.planned ? { id: `${env.name}-now`, file: '/var/lib/strata/backups/now.dump', bytes: 212_000_000 } : null, ms: pace * done,
    migrations: plan.steps.map(({ script, version, description, statements }) => ({ script, version, description, statements: statements.length, ms: pace * statements.length })),
  }
}

export async function sample(context: JobContext, pace: Pace): Promise<Record<string, never>> {
  const labels = ['Unpacking PostgreSQL 15', 'Creating a cluster', 'Starting the server', 'Creating development, staging and production', 'Applying migrations', 'Making a backup']
  for (const [index, label] of labels.entries()) {
    context.progress({ label, done: index, total: labels.length, unit: 'steps' })
    context.log('info', label)
    await step(context, pace * 2)
  }
  context.progress({ label: 'The sample is ready', done: labels.length, total: labels.length, unit: 'steps' })
  return {}
}
