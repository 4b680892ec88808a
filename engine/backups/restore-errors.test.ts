import { expect, test } from 'vitest'
import { sortRestoreError, type Verdict } from './restore-errors.ts'
import { RestoreParser } from './restore-output.ts'

function verdicts(stderr: string): Verdict[] {
  const parser = new RestoreParser()
  for (const line of stderr.split('\n')) parser.feed(line)
  return parser.errors.map((error) => sortRestoreError(error, { user: 'bob', serverMajor: 15 }))
}

const one = (message: string, command: string): Verdict | undefined => verdicts(`pg_restore: error: could not execute query: ERROR:  ${message}\nCommand was: ${command}\n\n`)[0]

const harmless: [about: string, message: string, command: string, why: string][] = [
  ['the schema that every database has', 'schema "public" already exists', 'CREATE SCHEMA public;', 'has the schema public already'],
  ['that schema in another language', 'Schema »public« existiert bereits', 'CREATE SCHEMA public;', 'has the schema public already'],
  ['a comment on a schema of another owner', 'must be owner of schema public', "COMMENT ON SCHEMA public IS 'standard public schema';", 'only a comment'],
  ['a comment on an extension of another owner', 'must be owner of extension plpgsql', "COMMENT ON EXTENSION plpgsql IS 'PL/pgSQL procedural language';", 'only a comment'],
  ['a comment on an extension that is told of elsewhere', 'extension "dblink" does not exist', "COMMENT ON EXTENSION dblink IS 'x';", 'only a comment'],
  ['an extension that is there', 'extension "plpgsql" already exists', 'CREATE EXTENSION plpgsql WITH SCHEMA pg_catalog;', 'already'],
  ['a language that is there', 'language "plpgsql" already exists', 'CREATE OR REPLACE PROCEDURAL LANGUAGE plpgsql;', 'already'],
  ['an owner who is gone', 'role "shop_owner" does not exist', 'ALTER TABLE public.orders OWNER TO shop_owner;', 'There is no role "shop_owner" on this server; the object is there and belongs to "bob".'],
  ['an owner whom one may not choose', 'must be member of role "postgres"', 'ALTER FUNCTION app.f() OWNER TO postgres;', 'Only a superuser'],
  ['the same in PostgreSQL 16', 'must be able to SET ROLE "postgres"', 'ALTER TYPE app.status OWNER TO postgres;', 'Only a superuser'],
  ['the owner of the schema public', 'must be owner of schema public', 'ALTER SCHEMA public OWNER TO postgres;', 'as the server made it'],
  ['a privilege for a role that is gone', 'role "readers" does not exist', 'GRANT SELECT ON TABLE public.customers TO readers;', 'nobody to give privileges to'],
  ['a default privilege for a role that is gone', 'role "readers" does not exist', 'ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public GRANT SELECT ON TABLES  TO readers;', 'nobody to give'],
  ['a setting of version 17', 'unrecognized configuration parameter "transaction_timeout"', 'SET transaction_timeout = 0;', 'PostgreSQL 15 does not know it'],
  ['a tablespace that is not here', 'invalid value for parameter "default_tablespace": "fast"', 'SET default_tablespace = fast;', 'default one'],
]

test.each(harmless)('harmless: %s', (_about, message, command, why) => {
  expect(one(message, command)).toEqual({ kind: 'harmless', why: expect.stringContaining(why) })
})

const differences: [about: string, message: string, command: string, subject: string][] = [
  ['an extension that only a superuser may install', 'permission denied to create extension "dblink"', 'CREATE EXTENSION IF NOT EXISTS dblink WITH SCHEMA public;', 'Extension dblink'],
  ['an extension that is not on the server', 'extension "uuid-ossp" is not available', 'CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;', 'Extension uuid-ossp'],
  ['an event trigger', 'permission denied to create event trigger "e"', 'CREATE EVENT TRIGGER e ON ddl_command_start\n   EXECUTE FUNCTION public.et();', 'CREATE EVENT TRIGGER e ON ddl_command_start'],
  ['a publication of all tables', 'must be superuser to create FOR ALL TABLES publication', "CREATE PUBLICATION pub FOR ALL TABLES WITH (publish = 'insert');", "CREATE PUBLICATION pub FOR ALL TABLES WITH (publish = 'insert');"],
  ['a server of a wrapper that is missing', 'foreign-data wrapper "postgres_fdw" does not exist', 'CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw;', 'CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw;'],
  ['default privileges of another role', 'must be member of role "postgres"', 'ALTER DEFAULT PRIVILEGES FOR ROLE postgres GRANT SELECT ON TABLES  TO former;', 'Privileges'],
  ['a policy for a role that is gone', 'role "former" does not exist', 'CREATE POLICY p ON public.t TO former USING (true);', 'Row-level security policy'],
  ['a label of a module that is not loaded', 'security label provider "selinux" is not loaded', "SECURITY LABEL FOR selinux ON TABLE t IS 'x';", 'Security label'],
]

test.each(differences)('a difference: %s', (_about, message, command, subject) => {
  expect(one(message, command)).toEqual({ kind: 'difference', difference: { subject, expected: expect.any(String), found: message } })
})

const real: [about: string, message: string, command: string][] = [
  ['a table that is there', 'relation "chk" already exists', 'CREATE TABLE public.chk (\n    id integer\n);'],
  ['a view without its function', 'function public.dblink(text, text) does not exist', 'CREATE VIEW public.uses_dblink AS SELECT 1;'],
  ['a key that is violated', 'could not create unique index "orders_pkey"', 'ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);'],
  ['a type that is missing', 'type "public.hstore" does not exist', 'CREATE TABLE public.t (h public.hstore);'],
  ['a schema of the user that is there', 'schema "app" already exists', 'CREATE SCHEMA app;'],
  ['a policy that fails otherwise', 'column "tenant" does not exist', 'CREATE POLICY p ON public.t USING (tenant = 1);'],
]

test.each(real)('real: %s', (_about, message, command) => {
  expect(one(message, command)).toEqual({ kind: 'real' })
})

test('the output of pg_restore 15 as a user who is no superuser is sorted entry by entry', () => {
  const stderr = `pg_restore: connecting to database for restore
pg_restore: creating EXTENSION "dblink"
pg_restore: while PROCESSING TOC:
pg_restore: from TOC entry 2; 3079 17229 EXTENSION dblink (no owner)
pg_restore: error: could not execute query: ERROR:  permission denied to create extension "dblink"
HINT:  Must be superuser to create this extension.
Command was: CREATE EXTENSION IF NOT EXISTS dblink WITH SCHEMA public;


pg_restore: creating COMMENT "EXTENSION dblink"
pg_restore: from TOC entry 3525; 0 0 COMMENT EXTENSION dblink \npg_restore: error: could not execute query: ERROR:  extension "dblink" does not exist
Command was: COMMENT ON EXTENSION dblink IS 'connect to other PostgreSQL databases from within a database';


pg_restore: processing data for table "public.chk"
pg_restore: from TOC entry 3516; 0 17432 TABLE DATA chk postgres
pg_restore: error: COPY failed for table "chk": ERROR:  new row for relation "chk" violates check constraint "chk_id_check"
DETAIL:  Failing row contains (1).
CONTEXT:  COPY chk, line 1: "1"
pg_restore: WARNING:  wal_level is insufficient to publish logical changes
HINT:  Set wal_level to "logical" before creating subscriptions.
pg_restore: warning: errors ignored on restore: 3
`
  const parser = new RestoreParser()
  const lines = stderr.split('\n').map((line) => parser.feed(line)).filter((line) => line !== undefined)
  expect(lines).toEqual([
    { kind: 'entry', text: 'creating EXTENSION "dblink"' },
    { kind: 'entry', text: 'creating COMMENT "EXTENSION dblink"' },
    { kind: 'entry', text: 'processing data for table "public.chk"', table: 'public.chk' },
    { kind: 'warning', text: 'wal_level is insufficient to publish logical changes' },
  ])
  expect(parser.errors).toEqual([
    { entry: 'EXTENSION dblink', message: 'permission denied to create extension "dblink"', more: ['HINT:  Must be superuser to create this extension.'], command: 'CREATE EXTENSION IF NOT EXISTS dblink WITH SCHEMA public;\n\n' },
    { entry: 'COMMENT EXTENSION dblink', message: 'extension "dblink" does not exist', more: [], command: expect.stringContaining('COMMENT ON EXTENSION dblink') },
    {
      entry: 'TABLE DATA chk postgres', message: 'COPY failed for table "chk": new row for relation "chk" violates check constraint "chk_id_check"',
      more: ['DETAIL:  Failing row contains (1).', 'CONTEXT:  COPY chk, line 1: "1"'],
    },
  ])
  expect(verdicts(stderr).map(({ kind }) => kind)).toEqual(['difference', 'harmless', 'real'])
})

test('what ends pg_restore is real', () => {
  for (const fatal of ['connection to server at "127.0.0.1", port 5432 failed: FATAL:  database "nosuch" does not exist', 'could not read from input file: end of file', 'input file does not appear to be a valid archive (too short?)']) {
    expect(verdicts(`pg_restore: error: ${fatal}`)).toEqual([{ kind: 'real' }])
  }
})
