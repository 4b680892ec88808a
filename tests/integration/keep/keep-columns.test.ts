import { expect, test } from 'vitest'
import { prove } from './keep-world.ts'

const orders = `
  CREATE TABLE orders (id int PRIMARY KEY, note text, total numeric(12,2) NOT NULL, paid boolean DEFAULT false NOT NULL);
  INSERT INTO orders VALUES (1, NULL, 10.50, true), (2, 'a''b\\c', 0, false), (3, E'line\\nbreak', 99999.99, true);
`

test('a dropped column comes back with its values by an undo that adds it', async () => {
  const { text, undo, destroys, during } = await prove({ setup: orders, up: 'ALTER TABLE orders DROP COLUMN note;\n', undo: 'ALTER TABLE orders ADD COLUMN note text;\n' })
  expect(destroys).toMatchObject([{ statement: 1, kind: 'drop_column', relation: 'public.orders', columns: ['note'], ways: ['discard', 'archive', 'rename'], chosen: 'discard', problem: null }])
  expect(during['orders']).not.toContain('note')
  expect(text).toMatchInlineSnapshot(`
    "-- strata:keep 1 archive drop_column public.orders (note)
    CREATE SCHEMA IF NOT EXISTS strata_archive;
    REVOKE ALL ON SCHEMA strata_archive FROM PUBLIC;
    LOCK TABLE public.orders IN ACCESS EXCLUSIVE MODE;
    CREATE TABLE strata_archive.v16__orders__note AS
    SELECT o.id, o.note
      FROM public.orders AS o;
    REVOKE ALL ON TABLE strata_archive.v16__orders__note FROM PUBLIC;
    COMMENT ON TABLE strata_archive.v16__orders__note IS '{"strata":1,"version":"16","script":"V16__change.sql","kind":"drop_column","relation":["public","orders"],"restore":"update","key":["id"],"columns":["note"]}';
    -- strata:end 1
    ALTER TABLE orders DROP COLUMN note;
    "
  `)
  expect(undo).toMatchInlineSnapshot(`
    "ALTER TABLE orders ADD COLUMN note text;
    -- strata:keep 1 archive drop_column public.orders (note)
    UPDATE public.orders AS o
       SET note = a.note
      FROM strata_archive.v16__orders__note AS a
     WHERE o.id = a.id;
    DROP TABLE strata_archive.v16__orders__note;
    -- strata:end 1
    "
  `)
})

test('a column that must not be null is added, filled and then bound again', async () => {
  const { undo } = await prove({ setup: orders, up: 'ALTER TABLE orders DROP COLUMN total, DROP COLUMN paid;', undo: 'ALTER TABLE orders\n  ADD COLUMN total numeric(12,2) NOT NULL, -- sum\n  ADD COLUMN paid boolean DEFAULT false NOT NULL;' })
  expect(undo).toMatchInlineSnapshot(`
    "-- strata:keep 1 archive drop_column public.orders (total, paid)
    -- strata:was ALTER TABLE orders
    -- strata:was   ADD COLUMN total numeric(12,2) NOT NULL, -- sum
    -- strata:was   ADD COLUMN paid boolean DEFAULT false NOT NULL;
    ALTER TABLE orders
      ADD COLUMN total numeric(12,2), -- sum
      ADD COLUMN paid boolean DEFAULT false NOT NULL;
    UPDATE public.orders AS o
       SET total = a.total, paid = a.paid
      FROM strata_archive.v16__orders__total_paid AS a
     WHERE o.id = a.id;
    ALTER TABLE public.orders ALTER COLUMN total SET NOT NULL;
    DROP TABLE strata_archive.v16__orders__total_paid;
    -- strata:end 1"
  `)
})

test('without an undo the structure is written from the facts', async () => {
  const setup = `${orders} CREATE INDEX orders_total_idx ON orders (total); ALTER TABLE orders ADD CHECK (total >= 0); COMMENT ON COLUMN orders.total IS 'sum';`
  const { undo } = await prove({ setup, up: 'ALTER TABLE orders DROP COLUMN total;' })
  expect(undo).toMatchInlineSnapshot(`
    "-- strata:keep 1 archive drop_column public.orders (total)
    ALTER TABLE public.orders ADD COLUMN total numeric(12,2);
    UPDATE public.orders AS o
       SET total = a.total
      FROM strata_archive.v16__orders__total AS a
     WHERE o.id = a.id;
    ALTER TABLE public.orders ALTER COLUMN total SET NOT NULL;
    DROP TABLE strata_archive.v16__orders__total;
    COMMENT ON COLUMN public.orders.total IS 'sum';
    ALTER TABLE public.orders ADD CONSTRAINT orders_total_check CHECK ((total >= (0)::numeric));
    CREATE INDEX orders_total_idx ON public.orders USING btree (total);
    -- strata:end 1
    "
  `)
})

test('a column with a sequence comes back with where that stood: identity and serial, with an undo and without', async () => {
  const setup = `CREATE TABLE t (id int PRIMARY KEY, number bigint GENERATED ALWAYS AS IDENTITY (START WITH 7 INCREMENT BY 3) UNIQUE, at smallserial, v text);
    INSERT INTO t (id, v) VALUES (1, 'a'), (2, NULL), (3, 'c'); DELETE FROM t WHERE id = 3`
  await prove({ setup, up: 'ALTER TABLE t DROP COLUMN number, DROP COLUMN at;' })
  await prove({ setup, up: 'ALTER TABLE t DROP COLUMN number;', undo: 'ALTER TABLE t ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY (START WITH 7 INCREMENT BY 3) UNIQUE;' })
})

test('a part of a composite key, names that need quotes, and a partitioned table', async () => {
  await prove({
    setup: `CREATE TABLE "My Sales" ("Id" int, day date, "Old Price" numeric(8,2) NOT NULL, tags text[], PRIMARY KEY (day, "Id")) PARTITION BY RANGE (day); CREATE TABLE p1 PARTITION OF "My Sales" DEFAULT;
      INSERT INTO "My Sales" VALUES (1, '2024-01-01', 1.5, NULL), (1, '2024-01-02', 2, '{a,NULL}')`,
    up: 'ALTER TABLE "My Sales" DROP COLUMN "Old Price", DROP COLUMN IF EXISTS tags, DROP COLUMN IF EXISTS nothing;', undo: 'ALTER TABLE "My Sales" ADD "Old Price" numeric(8,2) CONSTRAINT priced NOT NULL, ADD tags text[];',
  })
})
