import { ruleCases } from '../../../tests/support/rule-cases.ts'
import type { Toy } from '../../../tests/support/toy-schema.ts'
import { cascade } from './cascade.ts'
import { dropColumn } from './drop-column.ts'
import { dropConstraint } from './drop-constraint.ts'
import { dropSchemaOrDatabase } from './drop-schema-or-database.ts'
import { dropTable } from './drop-table.ts'
import { dropUsedIndex } from './drop-used-index.ts'
import { narrowingType } from './narrowing-type.ts'
import { onDeleteCascade } from './on-delete-cascade.ts'
import { truncate } from './truncate.ts'

const orders: Toy = { id: 'table:public.orders' }
const column = (name: string, data: Toy['data'] = {}): Toy => ({ id: `column:public.orders.${name}`, parent: 'table:public.orders', data })
const constraint = (name: string, data: Toy['data'], table = 'orders'): Toy => ({ id: `constraint:public.${table}.${name}`, parent: `table:public.${table}`, data: data ?? {} })

ruleCases(dropTable, [
  { it: 'tells how many rows the target has', sql: 'DROP TABLE orders', size: { 'public.orders': { rows: 12_300 } }, finds: ['about 12,300 rows on the target'], severity: 'error' },
  { it: 'is milder where the target has none', sql: 'DROP TABLE orders', size: { 'public.orders': { rows: 0 } }, finds: ['no rows'], severity: 'warning' },
  { it: 'is mild in an undo', sql: 'DROP TABLE orders', script: 'U1__a.sql', finds: ['public.orders'], severity: 'info' },
  { it: 'names each of several tables', sql: 'DROP TABLE a, s.b', finds: ['public.a', 's.b'] },
  { it: 'is silent on what the batch has made', sql: ['CREATE TABLE a (id int)', 'DROP TABLE a'] },
  { it: 'is silent on what is made in a new schema', sql: 'CREATE SCHEMA s; CREATE TABLE s.a (id int); DROP TABLE s.a' },
  { it: 'is silent on a temporary table', sql: 'CREATE TEMP TABLE a (id int); DROP TABLE a' },
  { it: 'is silent on views and indexes', sql: 'DROP VIEW v; DROP INDEX i; DROP FOREIGN TABLE f' },
  { it: 'is mild where the rows were copied before', sql: 'CREATE TABLE archive.orders AS SELECT * FROM orders; DROP TABLE orders', finds: ['copied in line 1'], severity: 'info' },
  { it: 'rests on the trace where it ran', sql: 'DROP TABLE orders', trace: { 1: {} }, finds: ['public.orders'], basis: 'trace' },
  { it: 'is silent where the table is not there', sql: 'DROP TABLE IF EXISTS orders', before: [] },
  { it: 'looks into DO blocks', sql: 'DO $$ BEGIN DROP TABLE orders; END $$', finds: ['public.orders'] },
])

ruleCases(dropColumn, [
  { it: 'gives the counting query', sql: 'ALTER TABLE orders DROP COLUMN "Fax No"', finds: ['Fax No'], help: 'SELECT count(*) FROM public.orders WHERE "Fax No" IS NOT NULL;', severity: 'error' },
  { it: 'is silent on a column that the batch has added', sql: 'ALTER TABLE orders ADD COLUMN a int; ALTER TABLE orders DROP COLUMN a' },
  { it: 'is silent on a table that the batch has made', sql: 'CREATE TABLE n (a int); ALTER TABLE n DROP COLUMN a' },
  { it: 'is silent where the column is not there', sql: 'ALTER TABLE orders DROP COLUMN IF EXISTS a', before: [orders] },
  { it: 'is mild on a column that is computed', sql: 'ALTER TABLE orders DROP COLUMN a', before: [orders, column('a', { generated: { expression: '(1 + 1)' } })], finds: ['computed'], severity: 'info' },
  { it: 'is mild where the values were copied before', sql: 'INSERT INTO kept SELECT id, a FROM orders; ALTER TABLE orders DROP COLUMN a', finds: ['copied'], severity: 'info' },
])

ruleCases(dropSchemaOrDatabase, [
  { it: 'names the tables', sql: 'DROP SCHEMA s CASCADE', before: [{ id: 'schema:s' }, { id: 'table:s.a' }, { id: 'table:s.b' }], finds: ['its 2 tables (a and b)'], severity: 'error' },
  { it: 'is silent without CASCADE, because the schema must be empty', sql: 'DROP SCHEMA s' },
  { it: 'is silent on a schema that the batch has made', sql: 'CREATE SCHEMA s; DROP SCHEMA s CASCADE' },
  { it: 'is silent on a schema that is not there', sql: 'DROP SCHEMA IF EXISTS s CASCADE', before: [{ id: 'schema:public' }] },
  { it: 'finds a database', sql: 'DROP DATABASE shop', finds: ['everything in it'] },
])

ruleCases(truncate, [
  { it: 'tells how many rows the target has', sql: 'TRUNCATE orders, lines', size: { 'public.orders': { rows: 7 } }, finds: ['about 7 rows', 'public.lines'] },
  { it: 'is silent on new and temporary tables', sql: 'CREATE TEMP TABLE t (a int); CREATE TABLE n (a int); TRUNCATE t, n' },
])

const shop: readonly Toy[] = [
  orders, column('total'), { id: 'view:public.big', uses: ['column:public.orders.total'] }, { id: 'view:public.bigger', uses: ['view:public.big'] },
  { id: 'index:public.orders_total', parent: 'table:public.orders', uses: ['column:public.orders.total'] }, { id: 'sequence:public.orders_id_seq', uses: ['column:public.orders.total'] },
  { id: 'table:public.lines' }, { ...constraint('lines_order_fkey', { type: 'foreign key' }, 'lines'), uses: ['table:public.orders'] },
]

ruleCases(cascade, [
  { it: 'names what goes too, without what goes anyway', sql: 'ALTER TABLE orders DROP COLUMN total CASCADE', before: shop, finds: ['also drops view public.big and view public.bigger'], severity: 'warning', fixed: 'ALTER TABLE orders DROP COLUMN total RESTRICT' },
  { it: 'names what the server really took', sql: 'DROP TABLE orders CASCADE', before: shop, after: [{ id: 'table:public.lines' }, { id: 'view:public.bigger' }], finds: ['view public.big and constraint public.lines.lines_order_fkey.'], basis: 'trace' },
  { it: 'names the tables that TRUNCATE empties', sql: 'TRUNCATE orders CASCADE', before: shop, finds: ['also empties public.lines'] },
  { it: 'is mild where nothing else goes', sql: 'DROP TABLE lines CASCADE', before: shop, finds: ['takes nothing else here'], severity: 'info' },
  { it: 'speaks where nothing is known', sql: 'DROP TABLE orders CASCADE', finds: ['the text does not say what'] },
  { it: 'names only what is outside of a schema', sql: 'DROP SCHEMA s CASCADE', before: [{ id: 'schema:s' }, { id: 'table:s.a' }, { id: 'view:public.v', uses: ['table:s.a'] }], finds: ['outside of the schema: view public.v'] },
  { it: 'is silent on a schema that nobody outside uses', sql: 'DROP SCHEMA s CASCADE', before: [{ id: 'schema:s' }, { id: 'table:s.a' }, { id: 'view:s.v', uses: ['table:s.a'] }] },
  { it: 'is silent on what the batch has made', sql: 'CREATE TABLE n (a int); DROP TABLE n CASCADE' },
  { it: 'is silent without CASCADE', sql: 'DROP TABLE orders; TRUNCATE orders; ALTER TABLE orders DROP COLUMN total' },
])

const check = constraint('orders_total_check', { type: 'check', definition: 'CHECK ((total > 0))' })

ruleCases(dropConstraint, [
  { it: 'says what no longer holds', sql: 'ALTER TABLE orders DROP CONSTRAINT orders_total_check', before: [orders, check], finds: ['CHECK ((total > 0))'] },
  { it: 'is silent where one of its kind takes its place', sql: 'ALTER TABLE orders ADD CONSTRAINT c CHECK (total >= 0) NOT VALID; ALTER TABLE orders DROP CONSTRAINT orders_total_check', before: [orders, check] },
  { it: 'is silent where both stand in one ALTER TABLE', sql: 'ALTER TABLE orders DROP CONSTRAINT orders_total_check, ADD CONSTRAINT orders_total_check CHECK (total >= 0)', before: [orders, check] },
  { it: 'speaks where only another kind is added', sql: 'ALTER TABLE orders ADD UNIQUE (total); ALTER TABLE orders DROP CONSTRAINT orders_total_check', before: [orders, check], finds: ['orders_total_check'] },
  { it: 'is silent on the check that has become NOT NULL', sql: 'ALTER TABLE orders ALTER total SET NOT NULL; ALTER TABLE orders DROP CONSTRAINT c', before: [orders, constraint('c', { type: 'check', definition: 'CHECK ((total IS NOT NULL))' })], after: [orders, column('total', { notNull: true })] },
  { it: 'is silent on what the batch has added', sql: 'ALTER TABLE orders ADD CONSTRAINT c CHECK (true); ALTER TABLE orders DROP CONSTRAINT c' },
  { it: 'is silent where it is not there', sql: 'ALTER TABLE orders DROP CONSTRAINT IF EXISTS c', before: [orders] },
])

const index = (name: string, definition: string, data: Toy['data'] = {}): Toy => ({ id: `index:public.${name}`, parent: 'table:public.orders', data: { definition, ...data } })

ruleCases(dropUsedIndex, [
  { it: 'tells how often it was used', sql: 'DROP INDEX orders_total', size: { 'public.orders_total': { uses: 1234 } }, finds: ['used 1,234 times'] },
  { it: 'speaks of uniqueness', sql: 'DROP INDEX i', before: [orders, index('i', 'btree (total)', { unique: true })], finds: ['keeps values unique'] },
  { it: 'is silent on an index that nobody uses', sql: 'DROP INDEX i', size: { 'public.i': { uses: 0 } } },
  { it: 'is silent where nothing is known', sql: 'DROP INDEX i' },
  { it: 'is silent where another begins with its columns', sql: 'CREATE INDEX j ON orders (total, id); DROP INDEX i', size: { 'public.i': { uses: 5 } }, before: [orders, index('i', 'btree (total)')] },
  { it: 'speaks where the other one is not unique', sql: 'CREATE INDEX j ON orders (total); DROP INDEX i', before: [orders, index('i', 'btree (total)', { unique: true })], finds: ['unique'] },
])

const priced = (type: string) => [orders, column('total', { type })]

ruleCases(narrowingType, [
  { it: 'finds fewer digits behind the point', sql: 'ALTER TABLE orders ALTER total TYPE numeric(10,2)', before: priced('numeric(10,4)'), finds: ['rounded away'], help: 'total <> round(total::numeric, 2)' },
  { it: 'finds fewer digits before the point', sql: 'ALTER TABLE orders ALTER total TYPE numeric(6,2)', before: priced('numeric(10,2)'), finds: ['more than 4 digits'], help: 'abs(total) >= 1e4' },
  { it: 'finds a smaller integer', sql: 'ALTER TABLE orders ALTER total TYPE int', before: priced('bigint'), finds: ['-2147483648'], help: 'NOT BETWEEN' },
  { it: 'finds a shorter text', sql: 'ALTER TABLE orders ALTER total TYPE varchar(20)', before: priced('text'), finds: ['longer than 20'], help: 'length(total) > 20' },
  { it: 'finds text that becomes a number', sql: 'ALTER TABLE orders ALTER total TYPE integer USING total::integer', before: priced('text'), finds: ['no integer'] },
  { it: 'finds a time that is lost', sql: 'ALTER TABLE orders ALTER total TYPE date', before: priced('timestamp with time zone'), finds: ['time of day'] },
  { it: 'finds fractions of seconds that are lost', sql: 'ALTER TABLE orders ALTER total TYPE timestamptz(0)', before: priced('timestamp with time zone'), finds: ['fractions'] },
  { it: 'is silent on wider types', sql: 'ALTER TABLE orders ALTER total TYPE bigint', before: priced('integer') },
  { it: 'is silent on wider numerics', sql: 'ALTER TABLE orders ALTER total TYPE numeric(12,2)', before: priced('numeric(10,2)') },
  { it: 'is silent on numeric without limits', sql: 'ALTER TABLE orders ALTER total TYPE numeric', before: priced('bigint') },
  { it: 'is silent on an integer that fits', sql: 'ALTER TABLE orders ALTER total TYPE numeric(12,2)', before: priced('integer') },
  { it: 'is silent on longer texts', sql: 'ALTER TABLE orders ALTER total TYPE text', before: priced('character varying(20)') },
  { it: 'is silent where the old type is not known', sql: 'ALTER TABLE orders ALTER total TYPE int' },
])

ruleCases(onDeleteCascade, [
  { it: 'finds it in a column and gives the fix', sql: 'CREATE TABLE p (o bigint REFERENCES orders ON DELETE CASCADE)', finds: ['Deleting a row of public.orders'], severity: 'info', fixed: 'CREATE TABLE p (o bigint REFERENCES orders ON DELETE RESTRICT)' },
  { it: 'finds it in ALTER TABLE', sql: 'ALTER TABLE p ADD FOREIGN KEY (o) REFERENCES s.orders ON UPDATE CASCADE ON DELETE CASCADE', finds: ['s.orders'] },
  { it: 'is silent on other actions', sql: 'CREATE TABLE p (o bigint REFERENCES orders ON UPDATE CASCADE ON DELETE SET NULL)' },
])
