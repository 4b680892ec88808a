import { expect, test } from 'vitest'
import { prove } from './keep-world.ts'
import { tricky } from './tricky.ts'

const shop = `
  CREATE TABLE customers (id int PRIMARY KEY);
  CREATE TABLE orders (id bigserial PRIMARY KEY, number int GENERATED ALWAYS AS IDENTITY, customer int NOT NULL REFERENCES customers, total numeric NOT NULL DEFAULT 1 CHECK (total >= 0), "No te" text UNIQUE, up bigint REFERENCES orders);
  CREATE INDEX by_customer ON orders (customer, total) WHERE total > 0;
  COMMENT ON TABLE orders IS 'it''s';
  INSERT INTO customers VALUES (1); INSERT INTO orders (customer, "No te", up) VALUES (1, NULL, NULL), (1, 'b', 1);
`

test('a dropped table goes aside with its indexes and sequences, and comes back', async () => {
  const { text, undo, during, notes } = await prove({ setup: shop, up: '-- no longer used\nDROP TABLE IF EXISTS orders; -- gone\n', way: 'rename' })
  expect(Object.keys(during)).toEqual(['customers'])
  expect(text).toMatchInlineSnapshot(`
    "-- no longer used
    -- strata:keep 1 rename drop_table public.orders
    -- strata:was DROP TABLE IF EXISTS orders;
    CREATE SCHEMA IF NOT EXISTS strata_archive;
    REVOKE ALL ON SCHEMA strata_archive FROM PUBLIC;
    ALTER TABLE public.orders DROP CONSTRAINT orders_customer_fkey;
    ALTER TABLE public.orders RENAME TO v16__orders;
    ALTER INDEX public."orders_No te_key" RENAME TO v16__orders_no_te_key;
    ALTER INDEX public.orders_pkey RENAME TO v16__orders_pkey;
    ALTER INDEX public.by_customer RENAME TO v16__by_customer;
    ALTER SEQUENCE public.orders_id_seq RENAME TO v16__orders_id_seq;
    ALTER SEQUENCE public.orders_number_seq RENAME TO v16__orders_number_seq;
    ALTER TABLE public.v16__orders SET SCHEMA strata_archive;
    COMMENT ON TABLE strata_archive.v16__orders IS '{"strata":1,"version":"16","script":"V16__change.sql","kind":"renamed","relation":["public","orders"],"restore":"rename","key":[],"columns":[],"renamed":[{"kind":"INDEX","from":"orders_No te_key","to":"v16__orders_no_te_key"},{"kind":"INDEX","from":"orders_pkey","to":"v16__orders_pkey"},{"kind":"INDEX","from":"by_customer","to":"v16__by_customer"},{"kind":"SEQUENCE","from":"orders_id_seq","to":"v16__orders_id_seq"},{"kind":"SEQUENCE","from":"orders_number_seq","to":"v16__orders_number_seq"}],"comment":"it''s"}';
    -- strata:end 1 -- gone
    "
  `)
  expect(undo).toMatchInlineSnapshot(`
    "-- strata:keep 1 rename drop_table public.orders
    ALTER TABLE strata_archive.v16__orders SET SCHEMA public;
    ALTER TABLE public.v16__orders RENAME TO orders;
    ALTER INDEX public.v16__orders_no_te_key RENAME TO "orders_No te_key";
    ALTER INDEX public.v16__orders_pkey RENAME TO orders_pkey;
    ALTER INDEX public.v16__by_customer RENAME TO by_customer;
    ALTER SEQUENCE public.v16__orders_id_seq RENAME TO orders_id_seq;
    ALTER SEQUENCE public.v16__orders_number_seq RENAME TO orders_number_seq;
    COMMENT ON TABLE public.orders IS 'it''s';
    ALTER TABLE public.orders ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer) REFERENCES public.customers(id);
    -- strata:end 1
    "
  `)
  expect(notes).toHaveLength(1)
})

test('what an undo did to make the table anew is set aside as a comment', async () => {
  const undo = `CREATE SEQUENCE orders_id_seq;
CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('orders_id_seq'), number int GENERATED ALWAYS AS IDENTITY, customer int NOT NULL, total numeric NOT NULL DEFAULT 1 CHECK (total >= 0),
  "No te" text UNIQUE, up bigint REFERENCES orders);
ALTER SEQUENCE orders_id_seq OWNED BY orders.id;
ALTER TABLE public.orders ADD FOREIGN KEY (customer) REFERENCES customers;
CREATE INDEX by_customer ON orders (customer, total) WHERE total > 0;
COMMENT ON TABLE orders IS 'it''s';
`
  const kept = await prove({ setup: shop, up: 'DROP TABLE orders;', undo, way: 'rename' })
  expect(kept.undo?.match(/strata:keep/g)).toHaveLength(5)
})

test('several tables and every kind of value go aside together', async () => {
  await prove({ setup: `${tricky} CREATE TABLE other (id bigint, k uuid, FOREIGN KEY (id, k) REFERENCES "Order Lines"); INSERT INTO other SELECT id, "Key 2" FROM "Order Lines"`, up: 'DROP TABLE other, "Order Lines";', way: 'rename' })
})

test('a dropped column goes aside and takes nulls', async () => {
  const { text, undo } = await prove({
    setup: shop, up: '  ALTER TABLE orders DROP COLUMN total, DROP COLUMN "No te";', way: 'rename',
    undo: 'ALTER TABLE orders ADD COLUMN total numeric NOT NULL DEFAULT 1 CHECK (total >= 0);\nALTER TABLE orders ADD "No te" text;\nUPDATE orders SET total = 5;\nCREATE INDEX by_customer ON orders (customer, total) WHERE total > 0;\nALTER TABLE orders ADD CONSTRAINT "orders_No te_key" UNIQUE ("No te");\n',
  })
  expect(text).toMatchInlineSnapshot(`
    "  -- strata:keep 1 rename drop_column public.orders (total, "No te")
      -- strata:was ALTER TABLE orders DROP COLUMN total, DROP COLUMN "No te";
      ALTER TABLE public.orders RENAME COLUMN total TO total__dropped_v16;
      ALTER TABLE public.orders RENAME COLUMN "No te" TO "No te__dropped_v16";
      ALTER TABLE public.orders ALTER COLUMN total__dropped_v16 DROP NOT NULL;
      -- strata:end 1"
  `)
  expect(undo).toMatchInlineSnapshot(`
    "-- strata:keep 1 rename drop_column public.orders (total, "No te")
    -- strata:was ALTER TABLE orders ADD COLUMN total numeric NOT NULL DEFAULT 1 CHECK (total >= 0);
    ALTER TABLE public.orders RENAME COLUMN total__dropped_v16 TO total;
    ALTER TABLE public.orders RENAME COLUMN "No te__dropped_v16" TO "No te";
    ALTER TABLE public.orders ALTER COLUMN total SET NOT NULL;
    -- strata:end 1
    -- strata:keep 1 rename drop_column public.orders (total, "No te")
    -- strata:was ALTER TABLE orders ADD "No te" text;
    -- strata:end 1
    -- strata:keep 1 rename drop_column public.orders (total, "No te")
    -- strata:was UPDATE orders SET total = 5;
    -- strata:end 1
    -- strata:keep 1 rename drop_column public.orders (total, "No te")
    -- strata:was CREATE INDEX by_customer ON orders (customer, total) WHERE total > 0;
    -- strata:end 1
    -- strata:keep 1 rename drop_column public.orders (total, "No te")
    -- strata:was ALTER TABLE orders ADD CONSTRAINT "orders_No te_key" UNIQUE ("No te");
    -- strata:end 1
    "
  `)
})

test('a dropped schema goes aside', async () => {
  await prove({ setup: 'CREATE SCHEMA old; CREATE TABLE old.t (id serial PRIMARY KEY, v text); INSERT INTO old.t (v) VALUES (NULL), (\'x\')', up: 'DROP SCHEMA old CASCADE;', undo: 'CREATE SCHEMA old;\nCREATE TABLE old.t (id serial PRIMARY KEY, v text);', way: 'rename' })
})

test('an archive is placed behind what the undo fills in by hand', async () => {
  const { undo } = await prove({ setup: shop, up: 'ALTER TABLE orders DROP COLUMN total;', undo: 'ALTER TABLE orders ADD COLUMN total numeric;\nUPDATE orders SET total = 5;\nALTER TABLE orders ALTER total SET NOT NULL, ALTER total SET DEFAULT 1, ADD CHECK (total >= 0);\nCREATE INDEX by_customer ON orders (customer, total) WHERE total > 0;' })
  expect(undo?.indexOf('total = 5')).toBeLessThan(undo?.indexOf('a.total') ?? 0)
})
