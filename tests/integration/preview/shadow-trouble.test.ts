import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '#engine/engine.ts'
import { withSession } from '#engine/migrations/locked-session.ts'
import { LocalServer, throwAwaySettings } from '#engine/postgres/local-server.ts'
import type { EnvironmentShadow } from '#engine/preview/shadow/environment-shadow.ts'
import { recorder, type Recorder } from '../backups/test-engine.ts'
import { onServer, type TestDatabase } from '../../support/database.ts'
import { serverBinaries, startServer } from '../../support/own-server.ts'
import { studioWorld } from '../../support/studio-world.ts'
import { codes, notesOf, rows, shadowOf as anyShadowOf } from './shadow-support.ts'




/** Of the databases that a job has told of, those that are there. */
async function left(database: TestDatabase, { logs }: Recorder): Promise<string[]> {
  const names = logs.flatMap((line) => /Shadow database (strata_shadow_\w+)/.exec(line)?.[1] ?? [])
  return (await database.query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE EXISTS (SELECT FROM unnest($1::text[]) n WHERE starts_with(datname, n))', [names])).map(({ name }) => name)
}

const shadowOf = <T>(engine: Engine, environment: Environment, work: (shadow: EnvironmentShadow) => Promise<T>, job = recorder()): Promise<T> => anyShadowOf(engine, environment, work, { rows: 'sample' }, job)

describe('A shadow is like the environment', () => {
  test('in encoding, collation, settings of the database and a schema public that is gone', async () => {
    const { engine, environment: make } = studioWorld()
    const { environment } = await make('odd', '')
    const name = `${'a'.repeat(50)}_Ünïcode`
    await onServer(`CREATE DATABASE "${name}" TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'`)
    onTestFinished(() => onServer(`DROP DATABASE "${name}" WITH (FORCE)`))
    const odd = { ...environment, connection: { ...environment.connection, database: name } }
    await rows({ engine, environment: odd }, `DROP SCHEMA public; CREATE SCHEMA "My App"; CREATE TABLE "My App"."${'t'.repeat(63)}" (a text); INSERT INTO "My App"."${'t'.repeat(63)}" VALUES ('é')`)
    await onServer(`ALTER DATABASE "${name}" SET search_path = "My App", pg_catalog`)
    await onServer(`ALTER DATABASE "${name}" SET my.setting = 'it''s'`)
    await shadowOf(engine, odd, async (shadow) => {
      expect(notesOf(shadow)).toEqual([])
      const copy = await shadow.copy()
      expect(await rows(copy, `SELECT pg_encoding_to_char(encoding) AS encoding, datcollate, current_setting('search_path') AS path, current_setting('my.setting') AS own FROM pg_database WHERE datname = current_database()`))
        .toEqual(await rows({ engine, environment: odd }, `SELECT pg_encoding_to_char(encoding) AS encoding, datcollate, current_setting('search_path') AS path, current_setting('my.setting') AS own FROM pg_database WHERE datname = current_database()`))
      expect(await rows(copy, `SELECT a FROM ${'t'.repeat(63)}`)).toEqual([{ a: 'é' }])
      expect(shadow.before.has('schema:public')).toBe(false)
    })
  })

  test('and nothing in it fires or reaches out: event triggers, user mappings, views of what is missing', async () => {
    const { engine, environment: make } = studioWorld()
    const { environment } = await make('live', `
      CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1); CREATE FUNCTION gone() RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION calls() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN nowhere(); END'; CREATE MATERIALIZED VIEW m AS SELECT id FROM t; CREATE MATERIALIZED VIEW broken AS SELECT calls() WITH NO DATA;
      CREATE FOREIGN DATA WRAPPER away; CREATE SERVER away FOREIGN DATA WRAPPER away; CREATE USER MAPPING FOR PUBLIC SERVER away OPTIONS (password 'secret');
      CREATE FUNCTION stop() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no DDL here'; END $$; CREATE EVENT TRIGGER stop ON ddl_command_start EXECUTE FUNCTION stop();`)
    await shadowOf(engine, environment, async (shadow) => {
      expect(codes(shadow)).toEqual(['shadow-cut-off'])
      expect(JSON.stringify(notesOf(shadow))).not.toContain('secret')
      const copy = await shadow.copy()
      expect(await rows(copy, 'SELECT id FROM m')).toEqual([{ id: 1 }])
      expect(await rows(copy, 'SELECT count(*)::int FROM pg_user_mappings')).toEqual([{ count: 0 }])
      await expect(rows(copy, 'CREATE TABLE x ()')).rejects.toMatchObject({ cause: { message: 'no DDL here' } })
    })
  })

  test('but for an extension that its server lacks, which is told with what needs it', async () => {
    const { engine, environment: make } = studioWorld()
    const { environment, database } = await make('ext', `CREATE FUNCTION pg_catalog.strata_fake() RETURNS int LANGUAGE sql AS 'SELECT 1'`, { class: 'production' })
    const made = await database.query("SELECT count(*)::int FROM pg_available_extensions WHERE name = 'pgcrypto'")
    expect(made).toHaveLength(1)
    // An extension that no server has: only its row in the catalog.
    await database.query("INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion) VALUES (999999, 'unheard_of', 10, 'public'::regnamespace, true, '1.0'); INSERT INTO pg_depend SELECT 'pg_extension'::regclass, 999999, 0, 'pg_namespace'::regclass, 'public'::regnamespace, 0, 'n'")
    await database.query('CREATE TABLE kept (id int)')
    await shadowOf(engine, environment, async (shadow) => {
      expect(notesOf(shadow)).toMatchObject([{ code: 'shadow-not-carried', subject: 'Extension unheard_of', help: expect.stringContaining('name a shadow server') }, { code: 'shadow-differs', message: expect.stringContaining('extension:unheard_of') }])
      expect(shadow.before.has('table:public.kept')).toBe(true)
    })
  })
})

describe('A shadow never writes to the environment', () => {
  test('not a row, not a value of a sequence, not a role, and needs no more than reading', async () => {
    const { engine, environment: make } = studioWorld()
    await onServer('DROP ROLE IF EXISTS only_reads; CREATE ROLE only_reads LOGIN; ALTER ROLE only_reads SET default_transaction_read_only = on')
    const { environment, database } = await make('prod', 'CREATE TABLE t (id serial PRIMARY KEY, n int); INSERT INTO t (n) SELECT generate_series(1, 100); GRANT SELECT ON ALL TABLES IN SCHEMA public TO only_reads; GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO only_reads', { class: 'production' })
    onTestFinished(async () => {
      await database.query('DROP OWNED BY only_reads').catch(() => {})
      await onServer('DROP ROLE only_reads').catch(() => {})
    })
    const state = "SELECT (SELECT xmin::text || ctid::text FROM pg_class WHERE relname = 't') AS class, (SELECT md5(string_agg(t::text || t.xmin::text || t.xmax::text, ',' ORDER BY id)) FROM t) AS rows, (SELECT last_value || ' ' || is_called FROM t_id_seq) AS sequence, (SELECT count(*)::int FROM pg_roles) AS roles, (SELECT string_agg(setdatabase::text, ',') FROM pg_db_role_setting WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())) AS settings"
    const before = await database.query(state)
    await shadowOf(engine, { ...environment, connection: { ...environment.connection, user: 'only_reads' } }, async (shadow) => {
      const copy = await shadow.copy()
      expect(await rows(copy, 'SELECT count(*)::int FROM t')).toEqual([{ count: 100 }])
      await rows(copy, "DROP TABLE t; CREATE TABLE other (); ")
    })
    expect(await database.query(state)).toEqual(before)
    expect(await database.query('SELECT pg_stat_clear_snapshot(), (SELECT sum(n_tup_upd + n_tup_del)::int FROM pg_stat_user_tables) AS written')).toMatchObject([{ written: 0 }])
  })
})

describe('What goes wrong', () => {
  test('in the work drops all copies, and a server that dies is told of', async () => {
    const { engine, environment: make } = studioWorld()
    const server = await startServer({})
    const { environment, database } = await make('dev', 'CREATE TABLE a (id int)')
    const job = recorder()
    await expect(shadowOf(engine, environment, async (shadow) => {
      await shadow.copy()
      throw new Error('broken')
    }, job)).rejects.toThrow('broken')
    await engine.shadows.bases.close()
    expect(await left(database, job)).toEqual([])
    const named: Environment = { ...environment, id: 'other', shadow: { host: '127.0.0.1', port: server.port, database: 'postgres', user: 'postgres', sslmode: 'disable' } }
    await expect(shadowOf(studioWorld().engine, named, async (shadow) => {
      await shadow.copy()
      await server.remove()
      await shadow.copy()
    })).rejects.toMatchObject({ code: 'shadow_failed', message: expect.stringMatching(/the shadow server of dev/) })
  })

  test('on a server that starts again leaves nothing there', async () => {
    const { engine, environment: make } = studioWorld()
    const server = await startServer({})
    const { environment } = await make('dev', 'CREATE TABLE a (id int)')
    const named: Environment = { ...environment, shadow: { host: '127.0.0.1', port: server.port, database: 'postgres', user: 'postgres', sslmode: 'disable' } }
    let again: Promise<LocalServer> | undefined
    await expect(shadowOf(engine, named, async (shadow) => {
      await shadow.copy()
      await server.stop()
      again = setTimeout(1000).then(() => LocalServer.start({ folder: server.folder, port: server.port, binaries: serverBinaries(), settings: throwAwaySettings }))
      throw new Error('lost')
    })).rejects.toThrow('lost')
    await engine.shadows.bases.close()
    const restarted = await again
    onTestFinished(() => restarted?.stop())
    const { rows: found } = await withSession(engine, { ...named, connection: named.shadow as Environment['connection'] }, (client) => client.query("SELECT datname FROM pg_database WHERE datname LIKE 'strata_shadow_%'"))
    expect(found).toEqual([])
  })

  test('a base whose server has forgotten it is built anew', async () => {
    const { engine, environment: make } = studioWorld()
    const { environment } = await make('dev', 'CREATE TABLE a (id int)')
    const job = recorder()
    await shadowOf(engine, environment, async () => {}, job)
    const name = /Shadow database (strata_shadow_\w+)/.exec(job.logs.join())?.[1] ?? ''
    await onServer(`DROP DATABASE ${name} WITH (FORCE)`)
    await shadowOf(engine, environment, async (shadow) => {
      expect(shadow.warm).toBe(false)
      await shadow.copy()
    })
  })

  test.each(['Looking for a place', 'Carrying the schema', 'Taking a sample', 'Reading the schema of the shadow'])('a cancel while %s ends all and leaves nothing', async (stage) => {
    const { engine, environment: make } = studioWorld()
    const { environment, database } = await make('dev', 'CREATE TABLE a (id int); INSERT INTO a SELECT generate_series(1, 1000)')
    const job = recorder()
    const progress = (step: { label?: string | undefined }) => {
      if (step.label?.startsWith(stage)) job.abort.abort()
    }
    await expect(shadowOf(engine, environment, async () => {}, { ...job, progress })).rejects.toMatchObject({ code: 'cancelled' })
    expect(await left(database, job)).toEqual([])
    await expect.poll(() => database.query("SELECT application_name FROM pg_stat_activity WHERE application_name LIKE 'strata preview%' AND datname = current_database()")).toEqual([])
  })

  test('two previews at the same time share one base', async () => {
    const { engine, environment: make } = studioWorld()
    const { environment } = await make('dev', 'CREATE TABLE a (id int)')
    const jobs = [recorder(), recorder(), recorder()]
    const names = await Promise.all(jobs.map((job) => shadowOf(engine, environment, async (shadow) => (await shadow.copy()).environment.connection.database, job)))
    expect(new Set(names).size).toBe(3)
    expect(jobs.flatMap(({ logs }) => logs.filter((line) => line.includes('Shadow database')))).toHaveLength(1)
  })
})
