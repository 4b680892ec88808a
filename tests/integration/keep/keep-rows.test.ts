import { expect, test } from 'vitest'
import { prove } from './keep-world.ts'
import { tricky } from './tricky.ts'

test('DELETE keeps the rows that its condition takes', async () => {
  const { text } = await prove({ setup: tricky, up: '-- tidy\nDELETE FROM "Order Lines" AS l -- old ones\n WHERE l.price < 50 AND flag IS DISTINCT FROM false\n RETURNING id;', undo: null })
  expect(text).toContain('  FROM "Order Lines" AS l\n WHERE l.price < 50 AND flag IS DISTINCT FROM false;')
})

test('DELETE with USING and WITH keeps each row once', async () => {
  const { text } = await prove({
    setup: 'CREATE TABLE o (id int PRIMARY KEY, c int, v text); CREATE TABLE c (id int, gone boolean); INSERT INTO c VALUES (1, true), (1, true), (2, false); INSERT INTO o VALUES (1, 1, NULL), (2, 2, \'b\'), (3, 1, \'c\')',
    up: 'WITH old AS (SELECT id FROM c WHERE gone)\nDELETE FROM ONLY public.o USING old JOIN c USING (id) WHERE old.id = o.c;',
  })
  expect(text).toContain('LOCK TABLE public.c IN SHARE MODE')
})

test('rows that a deletion takes along by foreign keys are kept: cascades, cascades of cascades, trees, set null and set default', async () => {
  const { destroys } = await prove({
    setup: `CREATE TABLE tree (id int PRIMARY KEY, up int REFERENCES tree ON DELETE CASCADE, code text UNIQUE);
      CREATE TABLE leaf (a int, b int, tree int NOT NULL REFERENCES tree ON DELETE CASCADE, PRIMARY KEY (a, b));
      CREATE TABLE hair (id serial PRIMARY KEY, a int, b int, code text REFERENCES tree (code) ON DELETE CASCADE, FOREIGN KEY (a, b) REFERENCES leaf ON DELETE CASCADE);
      CREATE TABLE note (id int PRIMARY KEY, tree int DEFAULT 9 REFERENCES tree ON DELETE SET DEFAULT, code text REFERENCES tree (code) ON DELETE SET NULL);
      INSERT INTO tree VALUES (9, NULL, 'z'), (1, NULL, 'a'), (2, 1, 'b'), (3, 2, NULL), (4, 9, 'd');
      INSERT INTO leaf VALUES (1, 1, 3), (1, 2, 4), (2, 1, 1); INSERT INTO hair (a, b, code) VALUES (1, 1, NULL), (1, 2, 'b'), (1, 2, 'd'), (NULL, NULL, 'a'); INSERT INTO note VALUES (1, 2, 'a'), (2, 4, 'b'), (3, NULL, NULL);
      CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'INSERT' THEN NEW.code = 'changed'; END IF; RETURN COALESCE(NEW, OLD); END $$; CREATE TRIGGER no BEFORE INSERT OR DELETE ON hair FOR EACH ROW EXECUTE FUNCTION no()`,
    up: 'DELETE FROM tree WHERE id = 1;',
  })
  expect(destroys.map(({ kind, relation, columns }) => `${kind} ${relation} ${columns.join()}`.trim()).toSorted()).toEqual(['delete public.hair', 'delete public.leaf', 'delete public.tree', 'update public.note code', 'update public.note tree'])
})

test('UPDATE keeps the values that it overwrites, with FROM, aliases and expressions', async () => {
  await prove({
    setup: `${tricky} CREATE TABLE rate (k uuid, f numeric); INSERT INTO rate VALUES ('22222222-2222-2222-2222-222222222222', 3), ('22222222-2222-2222-2222-222222222222', 4)`,
    up: `UPDATE "Order Lines" x SET feeling = 'sad', (doc, tags) = ('{}', NULL), addr.a = 7, flag = x.flag IS DISTINCT FROM true, price = price + f\n  FROM rate r WHERE r.k = x."Key 2";`,
  })
})

test('UPDATE of a table with triggers restores what they changed too, without firing them', async () => {
  await prove({
    setup: `CREATE TABLE t (id int PRIMARY KEY, v text, touched int DEFAULT 0, self int REFERENCES t DEFERRABLE INITIALLY DEFERRED); INSERT INTO t VALUES (1, NULL, 5, 2), (2, 'x', 6, NULL);
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.touched = NEW.touched + 1; RETURN NEW; END $$;
      CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch()`,
    up: "UPDATE t SET v = 'new', self = NULL;",
  })
})

test('what fills a column that the script itself adds destroys nothing', async () => {
  const { destroys } = await prove({ setup: 'CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, NULL)', up: "ALTER TABLE t ADD COLUMN w text;\nUPDATE t SET w = v;\nCREATE TABLE n (id int);\nDELETE FROM n;\nDROP TABLE n;", undo: 'ALTER TABLE t DROP COLUMN w;' })
  expect(destroys).toEqual([])
})

test('values that a new type cannot hold are kept', async () => {
  await prove({
    setup: `${tricky} CREATE TABLE t (id int PRIMARY KEY, a numeric DEFAULT 1.5, b timestamptz(6), c text NOT NULL, d bigint); INSERT INTO t VALUES (1, 1.50, now(), ' 007 ', 5), (2, NULL, NULL, 'x', NULL)`,
    up: "ALTER TABLE t ALTER a TYPE int, ALTER COLUMN b TYPE date, ALTER c TYPE varchar(2) USING left(c, 2), ALTER d TYPE int;\nALTER TABLE \"Order Lines\" ALTER f8 TYPE real, ALTER feeling TYPE text USING 'x';",
    undo: 'ALTER TABLE t ALTER a TYPE numeric, ALTER COLUMN b TYPE timestamptz(6), ALTER c TYPE text, ALTER d TYPE bigint;\nALTER TABLE "Order Lines" ALTER f8 TYPE double precision, ALTER feeling TYPE mood USING NULL;',
  })
})

test('former types are written from the facts where there is no undo', async () => {
  const { undo } = await prove({ setup: "CREATE TABLE t (id int PRIMARY KEY, a numeric, c text); INSERT INTO t VALUES (1, 1.50, ' 007 ')", up: 'ALTER TABLE t ALTER a TYPE int, ALTER c TYPE int USING c::int;' })
  expect(undo).toContain('ALTER COLUMN c TYPE text')
})

test('several statements of one migration go back in the reverse order', async () => {
  const { undo } = await prove({
    setup: "CREATE TABLE t (id int PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', NULL), (2, NULL, 'b')",
    up: "UPDATE t SET v = upper(w) WHERE id = 2;\r\nUPDATE t SET v = 'none' WHERE v IS NULL OR id = 2;\r\n  ALTER TABLE t ALTER COLUMN v SET NOT NULL; DELETE FROM t WHERE id = 1;\r\nALTER TABLE t DROP COLUMN w;",
    undo: 'ALTER TABLE t ADD COLUMN w text;\r\nALTER TABLE t ALTER COLUMN v DROP NOT NULL;',
  })
  expect(undo).not.toMatch(/[^\r]\n/)
})
