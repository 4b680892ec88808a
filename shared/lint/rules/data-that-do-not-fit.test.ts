import { ruleCases } from '../../../tests/support/rule-cases.ts'
import type { Toy } from '../../../tests/support/toy-schema.ts'
import { checkOrFkMayFail } from './check-or-fk-may-fail.ts'
import { dmlFailsInDryRun } from './dml-fails-in-dry-run.ts'
import { notNullMayFail } from './not-null-may-fail.ts'
import { uniqueMayFail } from './unique-may-fail.ts'

const orders: Toy = { id: 'table:public.orders' }
const column = (name: string, data: Toy['data'] = {}): Toy => ({ id: `column:public.orders.${name}`, parent: 'table:public.orders', data })
const constraint = (name: string, data: Toy['data'], table = 'orders'): Toy => ({ id: `constraint:public.${table}.${name}`, parent: `table:public.${table}`, data: data ?? {} })
const empty = { 'public.orders': { rows: 0, bytes: 8192 } }

ruleCases(uniqueMayFail, [
  { it: 'gives the counting query', sql: 'ALTER TABLE orders ADD CONSTRAINT u UNIQUE (a, "B")', finds: ['Duplicates of a, B'], help: 'SELECT a, "B", count(*) FROM public.orders WHERE a IS NOT NULL AND "B" IS NOT NULL GROUP BY a, "B" HAVING count(*) > 1;' },
  { it: 'counts NULL too where it is a primary key', sql: 'ALTER TABLE orders ADD PRIMARY KEY (a)', finds: ['Duplicates'], help: 'WHERE a IS NULL;' },
  { it: 'respects the condition of an index', sql: 'CREATE UNIQUE INDEX ON orders (a) WHERE deleted_at IS NULL', finds: ['Duplicates'], help: 'WHERE (deleted_at IS NULL) AND a IS NOT NULL' },
  { it: 'says so of expressions', sql: 'CREATE UNIQUE INDEX ON orders (lower(a))', finds: ['expressions'] },
  { it: 'is certain where it failed', sql: 'ALTER TABLE orders ADD UNIQUE (a)', trace: { 1: { outcome: 'failed', reason: 'could not create unique index.' } }, finds: ['It failed where it was traced: could not create unique index.'], severity: 'error', basis: 'trace' },
  { it: 'is silent where fewer columns are unique already', sql: 'CREATE UNIQUE INDEX ON orders (b, a)', before: [orders, constraint('orders_a_key', { type: 'unique', definition: 'UNIQUE (a)' })] },
  { it: 'is silent on a constraint that takes an index', sql: 'ALTER TABLE orders ADD CONSTRAINT u UNIQUE USING INDEX i' },
  { it: 'is silent on tables that are new or hold no rows', sql: 'CREATE TABLE n (a int UNIQUE); ALTER TABLE n ADD UNIQUE (a); CREATE UNIQUE INDEX ON orders (a); ALTER TABLE orders ADD UNIQUE (a)', size: empty },
  { it: 'is silent on plain indexes', sql: 'CREATE INDEX ON orders (a)' },
])

ruleCases(notNullMayFail, [
  { it: 'gives the counting query', sql: 'ALTER TABLE orders ALTER a SET NOT NULL', finds: ['A NULL in column a'], help: 'SELECT count(*) FROM public.orders WHERE a IS NULL;' },
  { it: 'is certain where it failed', sql: 'ALTER TABLE orders ALTER a SET NOT NULL', trace: { 1: { outcome: 'failed', reason: 'column "a" contains null values' } }, finds: ['contains null values'], severity: 'error' },
  { it: 'is silent where it is NOT NULL already', sql: 'ALTER TABLE orders ALTER a SET NOT NULL', before: [orders, column('a', { notNull: true })] },
  { it: 'is silent where a check says so already', sql: 'ALTER TABLE orders ALTER a SET NOT NULL', before: [orders, column('a'), constraint('c', { definition: 'CHECK ((a IS NOT NULL))' })] },
  { it: 'speaks where the check is not valid', sql: 'ALTER TABLE orders ALTER a SET NOT NULL', before: [orders, column('a'), constraint('c', { definition: 'CHECK ((a IS NOT NULL))', notValid: true })], finds: ['column a'] },
  { it: 'is silent where the batch validates a check', sql: ['ALTER TABLE orders ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID', 'ALTER TABLE orders VALIDATE CONSTRAINT c', 'ALTER TABLE orders ALTER a SET NOT NULL'] },
  { it: 'is silent where the batch fills the column', sql: 'UPDATE orders SET a = 0 WHERE a IS NULL; ALTER TABLE orders ALTER a SET NOT NULL' },
  { it: 'is silent where the column was added with a default', sql: 'ALTER TABLE orders ADD a int DEFAULT 0; ALTER TABLE orders ALTER a SET NOT NULL' },
  { it: 'is silent on new tables and those without rows', sql: 'CREATE TABLE n (a int); ALTER TABLE n ALTER a SET NOT NULL; ALTER TABLE orders ALTER a SET NOT NULL', size: empty },
])

ruleCases(checkOrFkMayFail, [
  { it: 'counts rows that break a check', sql: 'ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0 AND (a <> \')\'))', finds: ['break the check c'], help: "SELECT count(*) FROM public.orders WHERE NOT (total > 0 AND (a <> ')'));" },
  { it: 'counts rows that refer to nothing', sql: 'ALTER TABLE orders ADD FOREIGN KEY (a, b) REFERENCES s.p (c, d)', finds: ['a, b is not in s.p'], help: 'NOT EXISTS (SELECT FROM s.p p WHERE p.c = c.a AND p.d = c.b)' },
  { it: 'knows the primary key that is referred to', sql: 'ALTER TABLE orders ADD FOREIGN KEY (a) REFERENCES p', before: [orders, { id: 'table:public.p' }, constraint('p_pkey', { type: 'primary key', definition: 'PRIMARY KEY (id)' }, 'p')], finds: ['public.p'], help: 'p.id = c.a' },
  { it: 'is mild on VALIDATE', sql: 'ALTER TABLE orders VALIDATE CONSTRAINT c', before: [orders, constraint('c', { type: 'check', definition: 'CHECK ((total > 0))', notValid: true })], finds: ['break the check c'], severity: 'info', help: 'WHERE NOT ((total > 0));' },
  { it: 'counts for a foreign key that is validated', sql: 'ALTER TABLE orders VALIDATE CONSTRAINT f', before: [orders, constraint('f', { type: 'foreign key', definition: 'FOREIGN KEY (a) REFERENCES public.p(id) ON DELETE CASCADE', notValid: true })], finds: ['public.p'], help: 'p.id = c.a' },
  { it: 'is silent on NOT VALID', sql: 'ALTER TABLE orders ADD CHECK (a > 0) NOT VALID, ADD FOREIGN KEY (a) REFERENCES p NOT VALID' },
  { it: 'is silent on new columns, new tables and those without rows', sql: 'ALTER TABLE x ADD a bigint REFERENCES p CHECK (a > 0); CREATE TABLE n (a int); ALTER TABLE n ADD CHECK (a > 0); ALTER TABLE orders ADD CHECK (a > 0)', size: empty },
])

ruleCases(dmlFailsInDryRun, [
  { it: 'says what PostgreSQL said', sql: 'INSERT INTO orders (id) VALUES (1)', trace: { 1: { outcome: 'failed', reason: 'duplicate key value' } }, finds: ['INSERT failed: duplicate key value.'], severity: 'error', basis: 'trace' },
  { it: 'is silent where it ran, was not run, or is no DML', sql: 'INSERT INTO orders (id) VALUES (1); DELETE FROM orders WHERE false; CREATE TABLE n (a int)', trace: { 1: { outcome: 'ran' }, 2: { outcome: 'not_run', reason: 'one before it failed' }, 3: { outcome: 'failed', reason: 'x' } } },
  { it: 'is silent where nothing was traced', sql: 'INSERT INTO orders (id) VALUES (1)' },
])
