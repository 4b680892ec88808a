import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Environment } from '#shared/contract/environments.ts'
import { buildFromFolder } from '#engine/preview/build-schema.ts'
import { LocalShadows } from '#engine/preview/local-shadows.ts'
import { withShadow, type Shadow } from '#engine/preview/shadow-database.ts'
import { withSession } from '#engine/migrations/locked-session.ts'
import { environmentAt, makeEngine, recorder, type Recorder } from '../backups/test-engine.ts'
import { createDatabase, onServer, serverUrl, type TestDatabase } from '../../support/database.ts'

const root = join(import.meta.dirname, '../../..')
const local = new LocalShadows(root)
let database: TestDatabase
let environment: Environment

beforeAll(async () => {
  database = await createDatabase('shadow')
  environment = environmentAt(database.url)
})
afterAll(async () => {
  await local.close()
  await database.drop()
})

const engineWith = (...environments: Environment[]) => makeEngine(environments, tmpdir())
/** Of the shadows that a job has told of, and of another name, those that are there. Other tests may have theirs on this server. */
async function stillThere({ logs }: Recorder, ...others: string[]): Promise<string[]> {
  const names = [...others, ...logs.flatMap((line) => /Shadow database (strata_shadow_\w+)/.exec(line)?.[1] ?? [])]
  expect(names).not.toEqual([])
  return (await database.query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE datname = ANY ($1)', [names])).map(({ name }) => name)
}

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'strata-shadow-folder-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

const rows = (shadow: Shadow, sql: string) => withSession(shadow.engine, shadow.environment, async (client) => (await client.query<Record<string, unknown>>(sql)).rows)

describe('A shadow database', () => {
  test('is made on the server of an environment, and is gone afterwards, whatever happened in it', async () => {
    const engine = engineWith(environment)
    const job = recorder()
    const request = { like: { engine, environment }, environments: [environment], ...job }
    const name = await withShadow(engine, local, request, async (shadow) => {
      expect(await rows(shadow, 'SELECT current_database() AS name')).toEqual([{ name: shadow.environment.connection.database }])
      return shadow.environment.connection.database
    })
    expect(name).toMatch(/^strata_shadow_[0-9a-f]{12}$/)
    await expect(withShadow(engine, local, request, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await stillThere(job)).toEqual([])
    expect(job.logs.join()).toContain('on the server of shop')
  })

  test('that a killed process left behind is told of and not dropped unasked', async () => {
    const engine = engineWith(environment)
    await onServer('CREATE DATABASE strata_shadow_0123456789ab')
    onTestFinished(() => onServer('DROP DATABASE strata_shadow_0123456789ab'))
    const job = recorder()
    const request = { like: { engine, environment }, environments: [environment], ...job }
    await withShadow(engine, local, request, async () => {})
    expect(job.logs.join()).toMatch(/left behind by a process that is gone; "strata shadow clean" drops/)
    expect(await stillThere(job, 'strata_shadow_0123456789ab')).toEqual(['strata_shadow_0123456789ab'])
  })

  test('of a production environment is made on a server of this process, with the roles of the other and as its user', async () => {
    await onServer('DO $$ BEGIN CREATE ROLE "shadow reader" NOLOGIN; EXCEPTION WHEN duplicate_object THEN END $$')
    onTestFinished(() => onServer('DROP ROLE "shadow reader"'))
    await onServer("CREATE ROLE shadow_owner LOGIN PASSWORD 'x'")
    onTestFinished(() => onServer('DROP ROLE shadow_owner'))
    const production = environmentAt(database.url, { class: 'production', connection: { ...environment.connection, user: 'shadow_owner' } })
    const engine = engineWith(production)
    const folder = folderWith({ 'V1__a.sql': 'CREATE TABLE a (id int);\nGRANT SELECT ON a TO "shadow reader";\n' })
    const job = recorder()
    await withShadow(engine, local, { like: { engine, environment: production }, environments: [production], ...job }, async (shadow) => {
      expect(shadow.environment.connection.port).not.toBe(Number(new URL(serverUrl()).port))
      await buildFromFolder(shadow, { folder, schema: 'public', historyTable: 'flyway_schema_history' }, job)
      expect(await rows(shadow, "SELECT tableowner FROM pg_tables WHERE tablename = 'a'")).toEqual([{ tableowner: 'shadow_owner' }])
    })
    expect(job.logs.join()).toMatch(/on PostgreSQL \d+ of this machine/)
  })

  test('that cannot be made anywhere says why at each place', async () => {
    const production = environmentAt(database.url, { name: 'prod', class: 'production' })
    const nowhere = environmentAt('postgres://x@127.0.0.1:1/x', { name: 'gone' })
    const none = { server: () => Promise.resolve(undefined), close: () => Promise.resolve() } as unknown as LocalShadows
    const engine = engineWith(production)
    await expect(withShadow(engine, none, { environments: [production, nowhere], ...recorder() }, async () => {})).rejects.toMatchObject({
      code: 'shadow_unavailable', message: expect.stringMatching(/prod: it is a production environment; gone: it cannot be reached; no server programs/),
    })
  })

  test('is filled by a folder up to a version, and tells file, line and sqlstate of what fails', async () => {
    const engine = engineWith(environment)
    const folder = folderWith({ 'V1__a.sql': 'CREATE TABLE a (id int);\n', 'V2__b.sql': 'CREATE TABLE b (id int);\n\nCREATE TABLE c (id nonsense);\n' })
    const job = recorder()
    const build = (to?: string) =>
      withShadow(engine, local, { environments: [environment], ...job }, async (shadow) => {
        await buildFromFolder(shadow, { folder, to, schema: 'public', historyTable: 'flyway_schema_history' }, job)
        return rows(shadow, "SELECT relname FROM pg_class WHERE relname IN ('a', 'b')")
      })
    expect(await build('1')).toEqual([{ relname: 'a' }])
    await expect(build()).rejects.toMatchObject({ code: 'shadow_failed', data: { where: { file: 'V2__b.sql', line: 3 }, pg: { sqlstate: '42704' }, message: expect.stringContaining('nonsense'), help: expect.stringContaining('Correct') } })
    await expect(build('9')).rejects.toMatchObject({ code: 'version_unknown' })
    expect(await stillThere(job)).toEqual([])
  })

  test('is given up when it is cancelled, on the server too', async () => {
    const engine = engineWith(environment)
    const folder = folderWith({ 'V1__slow.sql': 'SELECT pg_sleep(120);\n' })
    const job = recorder()
    const running = withShadow(engine, local, { environments: [environment], ...job }, (shadow) => buildFromFolder(shadow, { folder, schema: 'public', historyTable: 'flyway_schema_history' }, job))
    const sleeping = "SELECT FROM pg_stat_activity WHERE datname LIKE 'strata_shadow_%' AND query LIKE '%pg_sleep(120)%' AND state = 'active'"
    while ((await database.query(sleeping)).length === 0) await database.query('SELECT pg_sleep(0.05)')
    job.abort.abort()
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    expect(await stillThere(job)).toEqual([])
  })
})
