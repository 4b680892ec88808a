import { ruleCases } from '../../../tests/support/rule-cases.ts'
import type { Toy } from '../../../tests/support/toy-schema.ts'
import { addRequiredColumn } from './add-required-column.ts'
import { dropNotNull } from './drop-not-null.ts'
import { extensionUpgradeOrReplicaIdentity } from './extension-upgrade-or-replica-identity.ts'
import { renameEnumValue } from './rename-enum-value.ts'
import { rename } from './rename.ts'
import { untrackedDependency } from './untracked-dependency.ts'

const orders: Toy = { id: 'table:public.orders' }
const column = (name: string, data: Toy['data'] = {}): Toy => ({ id: `column:public.orders.${name}`, parent: 'table:public.orders', data })

ruleCases(rename, [
  { it: 'finds tables, columns, views, schemas and functions', sql: 'ALTER TABLE a RENAME TO b; ALTER TABLE c RENAME COLUMN d TO e; ALTER VIEW v RENAME TO w; ALTER SCHEMA s RENAME TO t; ALTER FUNCTION f(int) RENAME TO g', finds: ['Table public.a is called b', 'Column d of public.c', 'View public.v', 'Schema s', 'Function public.f'], severity: 'warning' },
  { it: 'finds a move to another schema', sql: 'ALTER TABLE a SET SCHEMA s', finds: ['in the schema s'] },
  { it: 'is silent on constraints, indexes, triggers and parts of types', sql: 'ALTER TABLE a RENAME CONSTRAINT b TO c; ALTER INDEX i RENAME TO j; ALTER TRIGGER t ON a RENAME TO u; ALTER TYPE y RENAME ATTRIBUTE a TO b' },
  { it: 'is silent where a view of the old name follows', sql: ['ALTER TABLE a RENAME TO b', 'CREATE VIEW a AS SELECT * FROM b'] },
  { it: 'is silent where a new table is swapped in', sql: 'CREATE TABLE a_new (id int); ALTER TABLE a RENAME TO a_old; ALTER TABLE a_new RENAME TO a' },
  { it: 'is silent where a column of the old name follows', sql: 'ALTER TABLE a RENAME b TO c; ALTER TABLE a ADD COLUMN b int' },
  { it: 'is silent on what the batch has made', sql: 'CREATE TABLE a (b int); ALTER TABLE a RENAME b TO c; ALTER TABLE a RENAME TO d; ALTER TABLE x ADD COLUMN y int; ALTER TABLE x RENAME y TO z' },
  { it: 'is mild in an undo', sql: 'ALTER TABLE a RENAME TO b', script: 'U1__a.sql', finds: ['public.a'], severity: 'info' },
])

ruleCases(renameEnumValue, [
  { it: 'tells how to add the value instead', sql: "ALTER TYPE e RENAME VALUE 'a' TO 'b'", finds: ["'a' of public.e"], help: "ADD VALUE 'b' AFTER 'a'" },
  { it: 'is silent on a new type and on new values', sql: "CREATE TYPE e AS ENUM ('a'); ALTER TYPE e RENAME VALUE 'a' TO 'b'; ALTER TYPE f ADD VALUE 'c'" },
])

ruleCases(addRequiredColumn, [
  { it: 'finds NOT NULL without a default', sql: 'ALTER TABLE orders ADD COLUMN a int NOT NULL', finds: ['fails where the table holds rows'], severity: 'error', fixed: 'ALTER TABLE orders ADD COLUMN a int NULL' },
  { it: 'tells how many rows there are', sql: 'ALTER TABLE orders ADD COLUMN a int NOT NULL', size: { 'public.orders': { rows: 5, bytes: 8192 } }, finds: ['about 5 rows'], severity: 'error' },
  { it: 'is milder on a table without rows', sql: 'ALTER TABLE orders ADD COLUMN a int NOT NULL', size: { 'public.orders': { rows: 0, bytes: 8192 } }, finds: ['can insert nothing'], severity: 'warning' },
  { it: 'finds a default that is dropped again', sql: 'ALTER TABLE orders ADD COLUMN a int NOT NULL DEFAULT 0; ALTER TABLE orders ALTER a DROP DEFAULT', finds: ['loses its default'], severity: 'warning' },
  { it: 'is silent where the column gets a value', sql: 'ALTER TABLE orders ADD a int NOT NULL DEFAULT 0, ADD b bigserial NOT NULL, ADD c int GENERATED ALWAYS AS IDENTITY, ADD d int NOT NULL GENERATED ALWAYS AS (1) STORED, ADD e int' },
  { it: 'is silent on a new table', sql: 'CREATE TABLE n (a int NOT NULL); ALTER TABLE n ADD b int NOT NULL' },
])

ruleCases(dropNotNull, [
  { it: 'finds it', sql: 'ALTER TABLE orders ALTER a DROP NOT NULL', finds: ['may be NULL'] },
  { it: 'is silent where the column was nullable', sql: 'ALTER TABLE orders ALTER a DROP NOT NULL', before: [orders, column('a')] },
  { it: 'is silent on a column that the batch has added', sql: 'ALTER TABLE orders ADD a int NOT NULL DEFAULT 1; ALTER TABLE orders ALTER a DROP NOT NULL' },
])

const routine = (name: string, source: string): Toy => ({ id: `function:public.${name}()`, data: { language: 'plpgsql', source } })
const used = [orders, column('total'), routine('f', 'BEGIN RETURN (SELECT total FROM orders); END')]

ruleCases(untrackedDependency, [
  { it: 'finds a body that speaks of a dropped table', sql: 'DROP TABLE orders', before: used, finds: ['function public.f() speaks of public.orders'] },
  { it: 'finds a body that speaks of a renamed column', sql: 'ALTER TABLE orders RENAME total TO sum', before: used, after: [orders, column('sum'), used[2] as Toy], finds: ['column total of public.orders'], basis: 'trace' },
  { it: 'is silent where the body was changed too', sql: 'ALTER TABLE orders RENAME total TO sum', before: used, after: [orders, column('sum'), routine('f', 'BEGIN RETURN (SELECT sum FROM orders); END')] },
  { it: 'is silent where the function goes too', sql: 'DROP TABLE orders; DROP FUNCTION f()', before: used, after: [] },
  { it: 'is silent where the name stands in a comment or in another word', sql: 'DROP TABLE orders', before: [orders, routine('f', '-- orders\n/* orders */ SELECT * FROM big_orders, orders2, other.orders')] },
  { it: 'finds names in dynamic SQL', sql: 'DROP TABLE orders', before: [orders, routine('f', "EXECUTE 'SELECT * FROM public.orders'")], finds: ['function public.f()'] },
  { it: 'is silent where a table of the name is there afterwards', sql: 'DROP TABLE orders; CREATE TABLE orders (id int)', before: used, after: used },
  { it: 'is silent on bodies that PostgreSQL keeps parsed', sql: 'DROP TABLE orders', before: [orders, { id: 'function:public.g()', data: { language: 'sql', body: 'RETURN (SELECT 1 FROM orders)' } }] },
])

ruleCases(extensionUpgradeOrReplicaIdentity, [
  { it: 'finds an update without a version', sql: 'ALTER EXTENSION hstore UPDATE', finds: ['whatever version'], severity: 'warning' },
  { it: 'is mild where the version is named', sql: "ALTER EXTENSION hstore UPDATE TO '1.8'", finds: ['is updated.'], severity: 'info' },
  { it: 'finds another identity', sql: 'ALTER TABLE orders REPLICA IDENTITY FULL', finds: ['whole old row'], severity: 'info' },
  { it: 'is silent on a new table', sql: 'CREATE TABLE n (a int); ALTER TABLE n REPLICA IDENTITY FULL' },
])
