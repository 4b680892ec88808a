import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ClientTool } from '#shared/contract/backups.ts'
import { environmentInputSchema, type Connection, type DoctorReport, type DoctorStep, type EnvironmentInput } from '#shared/contract/environments.ts'
import { createEngine } from '#engine/create-engine.ts'
import type { Engine } from '#engine/engine.ts'
import { environmentsOperations } from '#engine/operations/environments.ts'
import { freePort } from '#engine/postgres/local-server.ts'
import { MemoryVault } from '#engine/vault/memory-vault.ts'
import { connectTo } from '#engine/postgres/connect.ts'
import { startServer, testAuthority, tlsSettings } from '../../support/own-server.ts'

const password = 'pl4nted: s3cret'
const log: string[] = []
let server: Awaited<ReturnType<typeof startServer>>
let folder: string
let engine: Engine

beforeAll(async () => {
  server = await startServer({ password })
  const connection = { host: '127.0.0.1', port: server.port, user: 'postgres', database: 'postgres', sslmode: 'prefer' as const }
  const admin = await connectTo({ ...connection, password, passwordFrom: 'vault', notes: [] }, 'setup')
  for (const statement of ['CREATE DATABASE shop', "CREATE ROLE reader LOGIN PASSWORD 'x'", 'CREATE ROLE frozen LOGIN PASSWORD $$x$$', 'ALTER ROLE frozen SET default_transaction_read_only = on']) await admin.query(statement)
  await admin.end()
})
afterAll(() => server?.remove())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-doctor-'))
  mkdirSync(join(folder, 'migrations'))
  writeFileSync(join(folder, 'migrations/V1__first.sql'), 'SELECT 1;')
  engine = createEngine({ host: 'shell', version: '1', dataFolder: join(folder, 'data'), vault: new MemoryVault(), log: (...entry) => log.push(JSON.stringify(entry)) })
})
afterEach(async () => {
  await engine.close()
  const files = readdirSync(join(folder, 'data')).map((name) => readFileSync(join(folder, 'data', name), 'latin1'))
  for (const text of [...log, ...files]) expect(text).not.toContain('pl4nted')
  rmSync(folder, { recursive: true, force: true })
})

interface Patient extends Partial<Omit<EnvironmentInput, 'connection'>> {
  connection?: Partial<Connection>
}

async function examine(patient: Patient, tools?: ClientTool[]): Promise<DoctorReport & Record<DoctorStep['step'], DoctorStep>> {
  const connection = { host: '127.0.0.1', port: server.port, user: 'postgres', database: 'shop', ...patient.connection }
  const draft = environmentInputSchema.parse({ name: 'Patient', migrationsFolder: join(folder, 'migrations'), password, ...patient, connection })
  const { test: start } = environmentsOperations(engine, tools && { findClientTools: () => Promise.resolve(tools) })
  const { jobId } = await start({ draft }, {})
  const job = await engine.jobs.ended(jobId)
  expect(JSON.stringify(job)).not.toContain('pl4nted')
  const report = job.result as DoctorReport
  const events = []
  for await (const event of await engine.jobs.watch(jobId)) if (event.data?.kind === 'doctor-step') events.push(event.data)
  expect(events).toEqual(report.steps.map((step) => ({ kind: 'doctor-step', ...step })))
  const byName = Object.fromEntries(report.steps.map((step) => [step.step, step])) as Record<DoctorStep['step'], DoctorStep>
  return { ...report, ...byName }
}

const failure = ({ steps }: DoctorReport) => steps.find(({ outcome }) => outcome === 'failed')
const tool = (major: number): ClientTool => ({ major, version: `${major}.4`, folder: '/usr/bin' })

test('a healthy environment passes all steps', async () => {
  const report = await examine({}, [tool(14), tool(15)])
  expect(report.steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
    'settings ok', 'resolve ok', 'reach ok', 'tls ok', 'authenticate ok', 'database ok', 'version ok', 'privileges ok', 'client ok', 'folder ok', 'history ok',
  ])
  expect(report).toMatchObject({ ok: true, serverVersion: expect.stringMatching(/^15\./), latencyMs: expect.any(Number) })
  expect(report.history.message).toBe('There is no public.flyway_schema_history yet; the first migration makes it.')
})

test('after a failure nothing more is tried', async () => {
  const report = await examine({ password: 'pl4nted-wrong' })
  expect(report.ok).toBe(false)
  expect(failure(report)).toMatchObject({ step: 'authenticate', message: 'The server refused user "postgres".', help: expect.stringContaining('password') })
  expect(report.steps.slice(5).map(({ outcome }) => outcome)).toEqual(Array(6).fill('skipped'))
})

test('a saved environment is examined with the password of the vault', async () => {
  const { create, test: start } = environmentsOperations(engine)
  const saved = environmentInputSchema.parse({ name: 'Saved', password, connection: { host: '127.0.0.1', port: server.port, user: 'postgres', database: 'shop' } })
  expect(await create(saved, {})).toMatchObject({ hasPassword: true })
  const { jobId } = await start({ env: 'saved' }, {})
  expect(await engine.jobs.ended(jobId)).toMatchObject({ state: 'succeeded', env: 'Saved', result: { ok: true } })
})

test('a misspelt database is answered with those that exist', async () => {
  expect(failure(await examine({ connection: { database: 'shpo' } }))).toMatchObject({ step: 'database', message: 'There is no database "shpo" on this server.', help: expect.stringContaining('Did you mean "shop"?') })
})

test('a host name that cannot be resolved', async () => {
  expect(failure(await examine({ connection: { host: 'no-such-host.invalid' } }))).toMatchObject({ step: 'resolve' })
})

test('a port where nothing listens', async () => {
  expect(failure(await examine({ connection: { port: await freePort() } }))).toMatchObject({ step: 'reach', message: expect.stringContaining('refused') })
})

test('a port taken by another program', async () => {
  const web = createServer((_request, response) => response.end('hello'))
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  try {
    expect(failure(await examine({ connection: { port: (web.address() as AddressInfo).port } }))).toMatchObject({ step: 'reach', message: expect.stringContaining('not PostgreSQL') })
  } finally {
    web.close()
  }
})

test('encryption that is asked for and not offered', async () => {
  expect(failure(await examine({ connection: { sslmode: 'require' } }))).toMatchObject({ step: 'tls', message: expect.stringContaining('offers no encryption') })
})

test('certificates: trusted, of another name, unknown and expired', async () => {
  const good = tlsSettings(['host all all 127.0.0.1/32 trust'])
  const old = tlsSettings(['host all all 127.0.0.1/32 trust'], 'expired.crt')
  const [trusted, expired] = await Promise.all([startServer({ settings: good.settings }), startServer({ settings: old.settings })])
  const examineTls = (port: number, connection: Partial<Connection>) => examine({ connection: { host: 'localhost', database: 'postgres', port, ...connection } })
  try {
    const verified = await examineTls(trusted.port, { sslmode: 'verify-full', sslrootcert: testAuthority })
    expect(verified).toMatchObject({ ok: true, tls: { outcome: 'ok', message: 'Encrypted with TLSv1.3; the certificate is trusted (chain and name).' } })
    expect(failure(await examineTls(trusted.port, { host: '127.0.0.1', sslmode: 'verify-full', sslrootcert: testAuthority }))).toMatchObject({ step: 'tls', message: expect.stringContaining('another host name') })
    expect(failure(await examineTls(trusted.port, { sslmode: 'verify-full' }))).toMatchObject({ step: 'tls', help: expect.stringContaining('sslrootcert') })
    expect(failure(await examineTls(expired.port, { sslmode: 'verify-ca', sslrootcert: testAuthority }))).toMatchObject({ step: 'tls', message: expect.stringContaining('has expired') })
    expect((await examineTls(expired.port, { sslmode: 'require' })).tls).toMatchObject({ outcome: 'warning', message: expect.stringContaining('has expired') })
  } finally {
    await Promise.all([trusted.remove(), expired.remove()])
    for (const { folder: certificates } of [good, old]) rmSync(certificates, { recursive: true, force: true })
  }
})

test('a service that is not defined', async () => {
  expect(failure(await examine({ connection: { service: 'nowhere' } }))).toMatchObject({ step: 'settings', message: expect.stringContaining('"nowhere" is not defined') })
})

test('a user who may only read is warned and told what to ask for', async () => {
  const report = await examine({ connection: { user: 'reader' }, password: 'x' })
  expect(report.ok).toBe(true)
  expect(report.privileges).toMatchObject({ outcome: 'warning', help: expect.stringContaining('GRANT CREATE ON SCHEMA public TO reader') })
  expect(report.history).toMatchObject({ outcome: 'warning' })
})

test('a session that is read-only is named', async () => {
  expect((await examine({ connection: { user: 'frozen' }, password: 'x' })).version).toMatchObject({ outcome: 'warning', message: expect.stringContaining('read-only') })
})

test('a server that is too new for the installed pg_dump, and none at all', async () => {
  expect((await examine({}, [tool(14)])).client).toMatchObject({ outcome: 'warning', message: expect.stringContaining('14.4 is too old for PostgreSQL 15'), help: expect.stringContaining('postgresql-client-15') })
  expect((await examine({}, [])).client).toMatchObject({ outcome: 'warning', message: expect.stringContaining('No pg_dump was found') })
  expect((await examine({})).client).toMatchObject({ outcome: 'skipped' })
})

test('a migrations folder that is missing, empty, or has names without a version', async () => {
  expect(failure(await examine({ migrationsFolder: join(folder, 'none') }))).toMatchObject({ step: 'folder', message: expect.stringContaining('does not exist') })
  mkdirSync(join(folder, 'empty'))
  expect((await examine({ migrationsFolder: join(folder, 'empty') })).folder).toMatchObject({ outcome: 'warning', message: expect.stringContaining('no migrations') })
  writeFileSync(join(folder, 'migrations/V2_oops.sql'), '')
  expect((await examine({})).folder).toMatchObject({ outcome: 'warning', message: expect.stringContaining('V2_oops.sql') })
})

test('a history table of another kind, of another owner, and one with failures', async () => {
  const connection = { host: '127.0.0.1', port: server.port, user: 'postgres', database: 'shop', sslmode: 'prefer' as const }
  const admin = await connectTo({ ...connection, password, passwordFrom: 'vault', notes: [] }, 'setup')
  await admin.query('CREATE TABLE odd (id int)')
  await admin.query(
    'CREATE TABLE history (installed_rank int, version text, description text, type text, script text, checksum int, installed_by text, installed_on timestamp, execution_time int, success boolean)',
  )
  await admin.query('INSERT INTO history (success) VALUES (true), (false)')
  await admin.end()
  expect(failure(await examine({ historyTable: 'odd' }))).toMatchObject({ step: 'history', message: expect.stringContaining('installed_rank') })
  expect((await examine({ historyTable: 'history' })).history).toMatchObject({ outcome: 'warning', message: 'public.history has 2 entries. 1 of them failed.' })
  expect(failure(await examine({ historyTable: 'history', connection: { user: 'reader' }, password: 'x' }))).toMatchObject({ step: 'history', message: expect.stringContaining('belongs to "postgres"') })
})
