import { beforeAll, expect, test } from 'vitest'
import { kinds } from '#shared/kinds/index.ts'
import { diffSnapshots } from '#shared/schema/diff.ts'
import { planChoice } from '#shared/schema/plan-choice.ts'
import { findRenames } from '#shared/schema/rename/find-renames.ts'
import { createDatabase, type TestDatabase } from '../../support/database.ts'
import { read } from './judge.ts'
import { applyPlan, load } from './world.ts'

let a: TestDatabase
let b: TestDatabase

beforeAll(async () => {
  a = await createDatabase('rename_a')
  b = await createDatabase('rename_b')
  return async () => {
    await a.drop()
    await b.drop()
  }
})

const reset = 'DROP SCHEMA IF EXISTS shop, store, public CASCADE; CREATE SCHEMA public;'
const shop = `
CREATE SCHEMA shop;
CREATE TYPE shop.state AS ENUM ('open', 'paid');
CREATE TABLE shop.orders (id serial PRIMARY KEY, total numeric(10,2) NOT NULL DEFAULT 0, state shop.state DEFAULT 'open', note text, CONSTRAINT cheap CHECK (total < 1000));
CREATE INDEX by_total ON shop.orders (total) WHERE total > 1;
CREATE TABLE shop.lines (id integer PRIMARY KEY, order_id integer REFERENCES shop.orders (id) ON DELETE CASCADE);
CREATE FUNCTION shop.sum_of(one shop.orders) RETURNS numeric LANGUAGE sql RETURN (one).total;
CREATE VIEW shop.open_orders AS SELECT id, total FROM shop.orders WHERE state = 'open';
CREATE POLICY own ON shop.orders USING (total > 0);
COMMENT ON COLUMN shop.orders.total IS 'with tax';
GRANT SELECT ON shop.orders TO PUBLIC;`

const cases: [string, (sql: string) => string, string, string, RegExp][] = [
  ['a table', (sql) => sql.replaceAll('shop.orders', 'shop.purchases'), 'table:shop.orders', 'table:shop.purchases', /ALTER TABLE shop\.orders RENAME TO purchases/],
  ['a table with capitals', (sql) => sql.replaceAll('shop.orders', 'shop."Orders"'), 'table:shop.orders', 'table:shop."Orders"', /RENAME TO "Orders"/],
  ['a column', (sql) => sql.replaceAll(/\btotal\b/g, 'amount').replace('AS SELECT id, amount', 'AS SELECT id, amount AS total'), 'column:shop.orders.total', 'column:shop.orders.amount', /RENAME COLUMN total TO amount/],
  ['a schema', (sql) => sql.replaceAll('shop', 'store'), 'schema:shop', 'schema:store', /ALTER SCHEMA shop RENAME TO store/],
  ['a type', (sql) => sql.replaceAll('shop.state', 'shop.status'), 'enum:shop.state', 'enum:shop.status', /ALTER TYPE shop\.state RENAME TO status/],
  ['a function', (sql) => sql.replaceAll('sum_of', 'total_of'), 'function:shop.sum_of(shop.orders)', 'function:shop.total_of(shop.orders)', /RENAME TO total_of/],
  ['an index', (sql) => sql.replaceAll('by_total', 'totals'), 'index:shop.by_total', 'index:shop.totals', /ALTER INDEX shop\.by_total RENAME TO totals/],
  ['a constraint', (sql) => sql.replaceAll('cheap', 'low'), 'constraint:shop.orders.cheap', 'constraint:shop.orders.low', /RENAME CONSTRAINT cheap TO low/],
  ['a view', (sql) => sql.replaceAll('open_orders', 'waiting'), 'view:shop.open_orders', 'view:shop.waiting', /RENAME TO waiting/],
]

test.each(cases)('%s is renamed in place, with all that stands on it, and back', async (_, change, from, to, expected) => {
  await load(a.url, reset + shop + 'INSERT INTO shop.orders (total) VALUES (5);')
  await load(b.url, reset + change(shop))
  const [sideA, sideB] = [await read(a.url), await read(b.url)]
  const candidates = findRenames(sideA, sideB, diffSnapshots(sideA, sideB), kinds)
  expect(candidates.map((candidate) => [candidate.from, candidate.to])).toContainEqual([from, to])
  const { forward, undo } = planChoice(sideA, sideB, kinds, { renames: [{ from, to }] })
  const text = forward.actions.map(({ sql }) => sql).join(';\n')
  expect(text).toMatch(expected)
  expect(text).not.toMatch(/DROP (TABLE|COLUMN|SEQUENCE)/)
  await applyPlan(a.url, forward.actions)
  expect(diffSnapshots(await read(a.url), sideB), text).toEqual([])
  await applyPlan(a.url, undo.actions)
  expect(diffSnapshots(await read(a.url), sideA), undo.actions.map(({ sql }) => sql).join(';\n')).toEqual([])
})
