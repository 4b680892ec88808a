import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Environment } from '#shared/contract/environments.ts'
import { shadowServerOf, shadowVaultKey } from '#engine/environments/shadow-server.ts'
import { dropShadows, listShadows } from '#engine/preview/shadow/abandoned.ts'
import { onServer } from '../../support/database.ts'
import { startServer } from '../../support/own-server.ts'
import { studioWorld } from '../../support/studio-world.ts'
import { codes, notesOf, rows, shadowOf } from './shadow-support.ts'



const forever = new AbortController().signal

describe('The place of a shadow', () => {
  test('is the server that the environment names, with the password of its own, and nothing but the shadow is made there', async () => {
    const { engine, environment: make } = studioWorld()
    const server = await startServer({ password: 'spare secret' })
    onTestFinished(() => server.remove())
    const { environment } = await make('prod', 'CREATE TABLE a (id int PRIMARY KEY); CREATE ROLE nobody_else; GRANT SELECT ON a TO nobody_else', { class: 'production' })
    onTestFinished(() => onServer('DROP ROLE IF EXISTS nobody_else').catch(() => {}))
    const named: Environment = { ...environment, shadow: { host: '127.0.0.1', port: server.port, database: 'postgres', user: 'postgres', sslmode: 'disable' } }
    await engine.vault.set(shadowVaultKey(environment.id), 'spare secret')
    await shadowOf(engine, named, async (shadow) => {
      expect({ title: shadow.title, codes: codes(shadow) }).toEqual({ title: 'the shadow server of prod', codes: ['shadow-privileges'] })
      const copy = await shadow.copy()
      expect(copy.environment.connection.port).toBe(server.port)
      expect(await rows(copy, 'SELECT count(*)::int FROM a')).toEqual([{ count: 0 }])
    })
    await engine.shadows.close()
    const there = { engine, environment: shadowServerOf(named) as Environment, major: 15, superuser: true }
    expect(await rows(there, "SELECT string_agg(name, ' ' ORDER BY name) AS names FROM (SELECT datname FROM pg_database UNION ALL SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_') n (name)")).toEqual([{ names: 'postgres postgres template0 template1' }])
  })

  test('is the next best, with a note, where the named server does not answer', async () => {
    const { engine, environment: make } = studioWorld()
    const { environment } = await make('dev', 'CREATE TABLE a (id int)')
    const named: Environment = { ...environment, shadow: { host: '127.0.0.1', port: 1, database: 'postgres', user: 'postgres', sslmode: 'disable' } }
    await shadowOf(engine, named, async (shadow) => {
      expect(shadow.title).toBe('the server of dev')
      expect(notesOf(shadow)).toMatchObject([{ code: 'shadow-server-unusable', severity: 'warning', message: expect.stringContaining('it cannot be reached') }])
    })
  })

  test('is told where it is the server of production, because that was asked for', async () => {
    const { engine, environment: make } = studioWorld()
    const { environment } = await make('prod', 'CREATE TABLE a (id int)', { class: 'production' })
    await shadowOf(engine, { ...environment, shadow: environment.connection }, async (shadow) => expect(codes(shadow)).toEqual(['shadow-on-production']))
  })

  test('is this machine where the user may not create databases', async () => {
    const { engine, environment: make } = studioWorld()
    await onServer('DROP ROLE IF EXISTS shop_plain; CREATE ROLE shop_plain LOGIN')
    onTestFinished(() => onServer('DROP ROLE IF EXISTS shop_plain').catch(() => {}))
    const { environment } = await make('dev', '')
    await shadowOf(engine, { ...environment, connection: { ...environment.connection, user: 'shop_plain' } }, async ({ title }) => expect(title).toMatch(/of this machine$/))
  })
})

describe('Shadows that were left behind', () => {
  test('are listed with those that are worked with, and only they are dropped when asked for', async () => {
    const { engine, environment: make } = studioWorld()
    const { environment } = await make('dev', '')
    await onServer('CREATE DATABASE strata_shadow_00000000aaaa_3')
    onTestFinished(() => onServer('DROP DATABASE IF EXISTS strata_shadow_00000000aaaa_3'))
    await shadowOf(engine, environment, async (shadow) => {
      expect(shadow.notes).toContainEqual(expect.objectContaining({ code: 'shadow-abandoned', severity: 'info' }))
      const copy = (await shadow.copy()).environment.connection.database
      const listed = await listShadows(engine, environment, forever)
      expect(listed.find(({ name }) => name === 'strata_shadow_00000000aaaa_3')).toMatchObject({ inUse: false, server: 'the server of dev', bytes: expect.any(Number) })
      expect(listed.find(({ name }) => name === copy)).toMatchObject({ inUse: true })
      expect(await dropShadows(engine, environment, forever)).toContain('strata_shadow_00000000aaaa_3')
      const after = (await listShadows(engine, environment, forever)).map(({ name }) => name)
      expect(after).toContain(copy)
      expect(after).not.toContain('strata_shadow_00000000aaaa_3')
    })
  })
})

test('A process that is killed leaves shadows that are found and dropped', async () => {
  const { engine, environment: make } = studioWorld()
  const { environment, database } = await make('dev', 'CREATE TABLE a (id int)')
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../support/shadow-child.ts'), database.url], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const mine = async () => (await listShadows(engine, environment, forever)).filter(({ name }) => name.startsWith(line.replace(/_\d+$/, ''))).map(({ inUse }) => inUse)
  expect(await mine()).toEqual([true, true])
  child.kill('SIGKILL')
  await gone
  await expect.poll(mine).toEqual([false, false])
  expect(await dropShadows(engine, environment, forever)).toContain(line)
  expect(await mine()).toEqual([])
})

describe('A shadow by migrations', () => {
  test('is what they make of an empty database, and tells how the environment differs', async () => {
    const { engine, operations, environment: make, done } = studioWorld()
    const { environment, database } = await make('dev', '', { files: { 'V1__a.sql': 'CREATE TABLE a (id int);\n', 'V2__b.sql': 'CREATE TABLE b (id int);\n' } })
    await done(operations.migrations.apply({ env: 'dev', to: '1' } as never, {}))
    await database.query('CREATE TABLE by_hand (id int)')
    await shadowOf(engine, environment, async (shadow) => {
      expect([shadow.before.has('table:public.a'), shadow.before.has('table:public.b'), shadow.before.has('table:public.by_hand')]).toEqual([true, false, false])
      expect(notesOf(shadow)).toMatchObject([{ code: 'shadow-drift', message: 'The migrations do not make what the environment is: missing: table:public.by_hand.' }])
    }, { base: 'migrations', rows: 'none' })
    await shadowOf(engine, environment, async ({ warm }) => expect(warm).toBe(true), { base: 'migrations', rows: 'none' })
  })

  test('says which file and line fails', async () => {
    const { engine, operations, environment: make, done } = studioWorld()
    const { environment, database } = await make('dev', 'CREATE TABLE outside (id int)', { files: { 'V1__a.sql': 'SELECT 1;\nCREATE VIEW v AS SELECT * FROM outside;\n' } })
    await done(operations.migrations.apply({ env: 'dev' } as never, {}))
    await expect(shadowOf(engine, environment, async () => {}, { base: 'migrations', rows: 'none' })).rejects.toMatchObject({ code: 'shadow_failed', data: { where: { file: 'V1__a.sql', line: 2 } } })
    expect(await database.query("SELECT count(*)::int FROM pg_database WHERE datname LIKE 'strata_shadow_%' AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name LIKE 'strata shadow ' || substr(datname, 15, 12) || '%')")).toEqual([{ count: 0 }])
  })
})

test('Statistics without rows say how large the tables of the environment are', async () => {
  const { engine, environment: make } = studioWorld()
  const { environment } = await make('dev', 'CREATE TABLE a (id int); INSERT INTO a SELECT generate_series(1, 20000); ANALYZE a')
  await shadowOf(engine, environment, async (shadow) => {
    expect(codes(shadow)).toEqual(['shadow-statistics'])
    const copy = await shadow.copy()
    expect(await rows(copy, "SELECT reltuples, (SELECT count(*)::int FROM a) FROM pg_class WHERE relname = 'a'")).toEqual([{ reltuples: 20000, count: 0 }])
  }, { base: 'schema', rows: 'statistics' })
})
