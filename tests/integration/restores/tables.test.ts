import { expect, test } from 'vitest'
import { compareTables, dropBeside, listBeside } from '#engine/restores/tables/beside.ts'
import { mergeTables } from '#engine/restores/tables/merge-tables.ts'
import { restoreTables } from '#engine/restores/tables/restore-tables.ts'
import { recorder } from '../backups/support.ts'
import { backedShop } from './support.ts'

const schema = `
  CREATE TYPE mood AS ENUM ('glad', 'sad');
  CREATE TABLE people (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, mood mood DEFAULT 'glad', shout text GENERATED ALWAYS AS (upper(name)) STORED, about json);
  INSERT INTO people (name, about) SELECT 'p' || i, '{"a": 1}' FROM generate_series(1, 20) i;
  CREATE TABLE letters (person int REFERENCES people ON DELETE CASCADE, number int, text text, PRIMARY KEY (person, number));
  INSERT INTO letters SELECT i, 1, 'a\\tb\\\\c' || i FROM generate_series(1, 20) i;
  CREATE TABLE heard (what text);
  CREATE FUNCTION hear() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO public.heard VALUES (TG_OP); RETURN NULL; END$$;
  CREATE TRIGGER loud AFTER INSERT OR UPDATE ON people FOR EACH ROW EXECUTE FUNCTION hear();
  ALTER TABLE people ENABLE ROW LEVEL SECURITY`
const tables = [{ schema: 'public', name: 'letters' }, { schema: 'public', name: 'people' }, { schema: 'app', name: 'Order Items' }]

test('chosen tables are restored beside, compared by primary key and merged in one transaction, with foreign keys, identity and computed columns', async () => {
  const { database, environment, engine, stored } = await backedShop(schema)
  await database.query(`DELETE FROM people WHERE id = 3; UPDATE people SET name = 'changed' WHERE id = 5; INSERT INTO people (name) VALUES ('new');
    ALTER TABLE people ADD COLUMN later int DEFAULT 7; TRUNCATE heard; DELETE FROM app."Order Items" WHERE id > 4990`)
  const made = await restoreTables(engine, stored, environment, { ...recorder(), tables, reason: 'lost some' })
  expect(made).toMatchObject({ schema: expect.stringMatching(/^restored_\d{8}_\d{4}$/), tables: [{ name: 'letters', rows: 20 }, { name: 'people', rows: 20 }, { name: 'Order Items', rows: 5000 }] })
  expect(await database.query(`SELECT name, mood::text, shout FROM ${made.schema}.people WHERE id = 3`)).toEqual([{ name: 'p3', mood: 'glad', shout: 'P3' }])
  expect(await listBeside(engine, environment)).toMatchObject([{ schema: made.schema, backup: stored.manifest.id, by: 'mia@laptop', reason: 'lost some' }])

  const differences = await compareTables(engine, environment, made.schema)
  expect(differences).toMatchObject([
    { name: 'letters', problem: null, key: ['person', 'number'], missing: 1, changed: 0, extra: 0 },
    { name: 'people', key: ['id'], missing: 1, changed: 1, extra: 1, left: ['shout', 'later'], triggers: ['loud'], reached: ['public.letters'], samples: { changed: [{ backup: ['5', 'p5', 'glad', '{"a": 1}'], now: ['5', 'changed', 'glad', '{"a": 1}'] }] } },
    { name: 'Order Items', missing: 10, changed: 0, extra: 0 },
  ])
  const merged = await mergeTables(engine, environment, { ...recorder(), schema: made.schema, reason: '', overwrite: false, deleteExtra: false, fireTriggers: false, withoutSafetyBackup: false })
  expect(merged).toMatchObject({ safetyBackup: expect.any(String), tables: expect.arrayContaining([{ schema: 'public', name: 'people', inserted: 1, updated: 0, deleted: 0 }, { schema: 'public', name: 'letters', inserted: 1, updated: 0, deleted: 0 }]) })
  expect(await database.query('SELECT name, shout FROM people WHERE id IN (3, 5) ORDER BY id')).toEqual([{ name: 'p3', shout: 'P3' }, { name: 'changed', shout: 'CHANGED' }])
  expect(await database.query('SELECT count(*)::int AS heard FROM heard')).toEqual([{ heard: 0 }])

  await mergeTables(engine, environment, { ...recorder(), schema: made.schema, reason: '', overwrite: true, deleteExtra: true, fireTriggers: true, withoutSafetyBackup: true })
  expect(await database.query("SELECT (SELECT count(*)::int FROM people) AS people, (SELECT name FROM people WHERE id = 5) AS name, (SELECT string_agg(what, ',') FROM heard) AS heard")).toEqual([{ people: 20, name: 'p5', heard: 'UPDATE' }])
  expect((await database.query("INSERT INTO people (name) VALUES ('next') RETURNING id"))[0]?.id).toBeGreaterThan(20)
  await dropBeside(engine, environment, made.schema)
  expect(await listBeside(engine, environment)).toEqual([])
  await expect(dropBeside(engine, environment, 'public')).rejects.toMatchObject({ code: 'not_found' })
}, 60_000)

test('a table without a primary key stays beside, a row that no foreign key allows changes nothing, and one that was dropped comes back beside', async () => {
  const { database, environment, engine, stored } = await backedShop(schema)
  const first = await restoreTables(engine, stored, environment, { ...recorder(), tables: [{ schema: 'public', name: 'parts_2026' }, { schema: 'public', name: 'letters' }], reason: '' })
  expect((await compareTables(engine, environment, first.schema))[0]).toMatchObject({ name: 'parts_2026', problem: expect.stringContaining('no primary key') })
  await expect(mergeTables(engine, environment, { ...recorder(), schema: first.schema, reason: '', overwrite: false, deleteExtra: false, fireTriggers: false, withoutSafetyBackup: true })).rejects.toMatchObject({ code: 'bad_request' })

  await database.query('DELETE FROM letters WHERE person = 4')
  const only = (chosen: string) => mergeTables(engine, environment, { ...recorder(), schema: first.schema, reason: '', overwrite: false, deleteExtra: false, fireTriggers: false, withoutSafetyBackup: true, tables: [chosen] })
  await expect(only('public.nothing')).rejects.toMatchObject({ code: 'not_found' })
  expect((await only('public.letters')).tables).toEqual([{ schema: 'public', name: 'letters', inserted: 1, updated: 0, deleted: 0 }])

  await database.query('DELETE FROM people WHERE id = 3')
  const second = await restoreTables(engine, stored, environment, { ...recorder(), tables: [{ schema: 'public', name: 'letters' }], reason: '' })
  const refused = mergeTables(engine, environment, { ...recorder(), schema: second.schema, reason: '', overwrite: true, deleteExtra: false, fireTriggers: false, withoutSafetyBackup: true })
  await expect(refused).rejects.toMatchObject({ code: 'statement_failed', data: { state: expect.stringContaining('Nothing was changed') } })
  expect(await database.query('SELECT count(*)::int AS letters FROM letters')).toEqual([{ letters: 19 }])

  await database.query('DROP TABLE letters')
  const third = await restoreTables(engine, stored, environment, { ...recorder(), tables: [{ schema: 'public', name: 'letters' }], reason: '' })
  expect(await database.query(`SELECT count(*)::int AS letters FROM ${third.schema}.letters`)).toEqual([{ letters: 20 }])
  await expect(restoreTables(engine, stored, environment, { ...recorder(), tables: [{ schema: 'public', name: 'nothing' }], reason: '' })).rejects.toMatchObject({ code: 'not_found' })
}, 60_000)
