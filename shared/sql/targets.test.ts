import { expect, test } from 'vitest'
import { targetsOf } from './targets.ts'

const of = async (sql: string) => (await targetsOf(sql)).map(({ schema, name, part }) => [schema, name, part].filter((one) => one !== undefined).join('.'))

test.each([
  ['CREATE TABLE orders (id int REFERENCES customers, state s.state)', ['orders']],
  ['CREATE TABLE p1 PARTITION OF orders FOR VALUES IN (1)', ['p1']],
  ['ALTER TABLE shop.orders ADD COLUMN "Total €" numeric, DROP COLUMN b, ADD CONSTRAINT c CHECK (f(a) > 0)', ['shop.orders', 'shop.orders.Total €', 'shop.orders.b', 'shop.orders.c']],
  ['ALTER TABLE old RENAME TO orders', ['old', 'orders']],
  ['ALTER TABLE orders RENAME COLUMN a TO b', ['orders', 'orders.a', 'orders.b']],
  ['ALTER TABLE orders SET SCHEMA shop', ['orders', 'shop.orders']],
  ['ALTER TABLE orders ATTACH PARTITION p2 FOR VALUES IN (2)', ['orders', 'p2']],
  ['DROP TABLE a, s.b', ['a', 's.b']],
  ['CREATE UNIQUE INDEX CONCURRENTLY by_name ON shop.people (lower(name))', ['shop.people', 'shop.by_name']],
  ['CREATE VIEW v AS SELECT * FROM orders', ['v']],
  ['CREATE MATERIALIZED VIEW m AS SELECT * FROM orders', ['m']],
  ['CREATE OR REPLACE FUNCTION s.f(a orders) RETURNS int LANGUAGE sql AS $$ SELECT 1 FROM people $$', ['s.f']],
  ['DROP FUNCTION f(int)', ['f']],
  ['GRANT EXECUTE ON FUNCTION s.f(int) TO ann', ['s.f']],
  ['GRANT SELECT ON orders TO ann', ['orders']],
  ['CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f()', ['orders', 'orders.t']],
  ['DROP TRIGGER t ON shop.orders', ['shop.orders', 'shop.orders.t']],
  ['CREATE POLICY p ON orders USING (owner = (SELECT name FROM people))', ['orders', 'orders.p']],
  ["CREATE TYPE state AS ENUM ('new')", ['state']],
  ["ALTER TYPE s.state ADD VALUE 'paid'", ['s.state']],
  ['CREATE TYPE pair AS (a int, b int)', ['pair']],
  ['ALTER DOMAIN s.d DROP NOT NULL', ['s.d']],
  ["COMMENT ON COLUMN shop.orders.total IS 'x'", ['shop.orders', 'shop.orders.total']],
  ["COMMENT ON TABLE orders IS 'x'", ['orders']],
  ['CREATE SCHEMA shop', ['shop']],
  ['CREATE EXTENSION citext', ['citext']],
  ['DROP SCHEMA shop CASCADE', ['shop']],
  ['CREATE SEQUENCE s.numbers', ['s.numbers']],
  ['CREATE STATISTICS st ON a, b FROM orders', ['st', 'orders']],
  ['INSERT INTO orders SELECT * FROM staging', ['orders']],
  ['UPDATE orders SET total = 0 FROM people', ['orders']],
  ['WITH gone AS (DELETE FROM people RETURNING *) INSERT INTO archive SELECT * FROM gone', ['archive']],
  ['COPY orders FROM STDIN', ['orders']],
  ['TRUNCATE a, s.b', ['a', 's.b']],
  ['CREATE PUBLICATION p FOR TABLE s.t', ['p', 's.t']],
  ['SELECT * FROM orders', []],
  ['this is no SQL', []],
])('%s', async (sql, expected) => {
  expect((await of(sql)).toSorted()).toEqual(expected.toSorted())
})
