import { ruleCases } from '../../../tests/support/rule-cases.ts'
import type { Toy } from '../../../tests/support/toy-schema.ts'
import { affectedRowsOverLimit } from './affected-rows-over-limit.ts'
import { grantRolePassword } from './grant-role-password.ts'
import { insertHygiene } from './insert-hygiene.ts'
import { ownerMismatch } from './owner-mismatch.ts'
import { rlsPolicyChange } from './rls-policy-change.ts'
import { unbatchedBackfill } from './unbatched-backfill.ts'
import { updateDeleteWithoutWhere } from './update-delete-without-where.ts'
import { viewSecurityOptionsLost } from './view-security-options-lost.ts'

const orders: Toy = { id: 'table:public.orders' }
const wrote = (updated: number, relation = 'public.orders', by: 'statement' | 'effect' = 'statement') => ({ relation, inserted: 0, updated, deleted: 0, by })

ruleCases(updateDeleteWithoutWhere, [
  { it: 'finds both, in WITH too', sql: 'DELETE FROM a; UPDATE b SET x = 1; WITH d AS (DELETE FROM c RETURNING *) SELECT * FROM d', finds: ['DELETE without WHERE touches every row of public.a', 'UPDATE', 'public.c'], severity: 'error' },
  { it: 'takes WHERE true for meant', sql: 'DELETE FROM a WHERE true' },
  { it: 'is silent on tables that are new, temporary or hold no rows', sql: 'CREATE TEMP TABLE t (a int); CREATE TABLE n (a int); DELETE FROM t; UPDATE n SET a = 1; DELETE FROM orders', size: { 'public.orders': { rows: 0 } } },
  { it: 'is silent where only columns are filled that the batch has added', sql: 'ALTER TABLE orders ADD a int, ADD b int; UPDATE orders SET a = 1, b = 2' },
  { it: 'speaks where another column is written too', sql: 'ALTER TABLE orders ADD a int; UPDATE orders SET a = 1, c = 2', finds: ['UPDATE'] },
  { it: 'is mild where the rows were copied before', sql: 'CREATE TABLE kept AS SELECT * FROM orders; DELETE FROM orders', finds: ['DELETE'], severity: 'info' },
])

ruleCases(affectedRowsOverLimit, [
  { it: 'counts what was written where it was traced, effects too', sql: 'UPDATE orders SET a = 1 WHERE b > 0', trace: { 1: { rows: [wrote(9_000), wrote(2_000, 'public.log', 'effect')] } }, finds: ['UPDATE writes 11,000 rows, 2,000 of them by triggers'], basis: 'trace' },
  { it: 'believes the target where it is reckoned', sql: 'DELETE FROM orders WHERE b > 0', trace: { 1: { rows: [wrote(10)], onTarget: { rows: 50_000, bytes: null, walBytes: null, seconds: null, basis: '' } } }, finds: ['50,000 rows'] },
  { it: 'knows the size of the table where every row is meant', sql: 'UPDATE orders SET a = 1', size: { 'public.orders': { rows: 20_000 } }, finds: ['20,000'], basis: 'text' },
  { it: 'is silent where nothing is known', sql: 'UPDATE orders SET a = 1; DELETE FROM orders WHERE a > 1', size: { 'public.other': { rows: 20_000 } } },
  { it: 'is silent below the limit and on new tables', sql: 'CREATE TABLE n (a int); INSERT INTO n (a) SELECT 1; UPDATE orders SET a = 1', trace: { 2: { rows: [wrote(90_000, 'public.n')] }, 3: { rows: [wrote(10_000)] } } },
  { it: 'leaves the filling of columns to the other rule', sql: 'ALTER TABLE orders ADD a int; UPDATE orders SET a = 1', size: { 'public.orders': { rows: 20_000 } } },
])

ruleCases(unbatchedBackfill, [
  { it: 'finds a new column that is filled at once', sql: ['ALTER TABLE orders ADD a int', 'UPDATE orders SET a = 1'], size: { 'public.orders': { rows: 20_000 } }, finds: ['20,000 rows of public.orders'], severity: 'warning' },
  { it: 'finds an old column that is filled where it is NULL', sql: 'UPDATE orders SET a = 1 WHERE a IS NULL', trace: { 1: { rows: [wrote(12_000)] } }, finds: ['12,000'], basis: 'trace' },
  { it: 'is mild where the size is not known', sql: 'UPDATE orders SET a = 1 WHERE a IS NULL', finds: ['the rows of public.orders'], severity: 'info' },
  { it: 'is silent on small tables, batches and new tables', sql: 'UPDATE orders SET a = 1 WHERE a IS NULL; UPDATE big SET a = 1 WHERE id BETWEEN 1 AND 1000 AND a IS NULL; CREATE TABLE n (a int); UPDATE n SET a = 1 WHERE a IS NULL', size: { 'public.orders': { rows: 100 } } },
  { it: 'is silent on other updates', sql: 'UPDATE orders SET a = 1 WHERE b IS NULL', size: { 'public.orders': { rows: 20_000 } } },
])

const many = `INSERT INTO orders (a) VALUES ${Array.from({ length: 1001 }, () => '(1)').join(', ')}`

ruleCases(insertHygiene, [
  { it: 'wants names of columns', sql: 'INSERT INTO orders VALUES (1); INSERT INTO orders SELECT 1', finds: ['does not name its columns', 'does not name its columns'], severity: 'warning' },
  { it: 'counts rows of values', sql: many, finds: ['1,001 rows'], severity: 'info' },
  { it: 'finds an order by chance', sql: 'INSERT INTO orders (a) SELECT a FROM b ORDER BY random()', finds: ['random()'], severity: 'info' },
  { it: 'is silent on new tables and on default values', sql: 'CREATE TABLE n (a int); INSERT INTO n VALUES (1); INSERT INTO orders DEFAULT VALUES; INSERT INTO orders (a) VALUES (1)' },
])

ruleCases(grantRolePassword, [
  { it: 'finds passwords and does not repeat them', sql: "CREATE ROLE app PASSWORD 'tops3cret'; ALTER USER app WITH PASSWORD 'tops3cret'", finds: ['The password of role app stands', 'The password of role app stands'], severity: 'error' },
  { it: 'finds passwords of connections', sql: "CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'u', password 'p'); CREATE SUBSCRIPTION s CONNECTION 'host=h password=p' PUBLICATION p", finds: ['user mapping', 'subscription'], severity: 'error' },
  { it: 'finds power, memberships, PUBLIC and rights that can be passed on', sql: 'ALTER ROLE app SUPERUSER; GRANT admin TO app; GRANT SELECT ON t TO PUBLIC; GRANT ALL ON t TO app WITH GRANT OPTION; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC', finds: ['SUPERUSER', 'app becomes a member of admin', 'SELECT goes to PUBLIC', 'passed on', 'SELECT goes to PUBLIC'], severity: 'warning' },
  { it: 'is silent on rights for a role, on REVOKE and on PASSWORD NULL', sql: 'GRANT SELECT, INSERT ON t TO app; REVOKE ALL ON t FROM PUBLIC; ALTER ROLE app PASSWORD NULL; ALTER ROLE app NOSUPERUSER; CREATE ROLE x; REVOKE admin FROM app; GRANT USAGE ON SCHEMA s TO PUBLIC' },
])

const secured: Toy = { id: 'table:public.orders', data: { rowSecurity: true } }

ruleCases(rlsPolicyChange, [
  { it: 'finds switches and policies', sql: 'ALTER TABLE orders DISABLE ROW LEVEL SECURITY; DROP POLICY p ON orders; ALTER POLICY q ON orders USING (true); CREATE POLICY r ON orders USING (true)', finds: ['sees all rows', 'policy p is dropped', 'policy q changes', 'lets every row through'] },
  { it: 'warns that nobody sees a row without a policy', sql: 'ALTER TABLE orders ENABLE ROW LEVEL SECURITY', before: [orders], finds: ['nobody but its owner'] },
  { it: 'is silent on new tables, and on policies before they hold', sql: 'CREATE TABLE n (a int); ALTER TABLE n ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON n USING (true); CREATE POLICY p ON orders USING (a = 1)', before: [orders] },
  { it: 'finds a new policy of a table that has row security', sql: 'CREATE POLICY p ON orders USING (a = 1)', before: [secured], finds: ['policy p is added.'] },
])

const view = (options: Record<string, string>): Toy => ({ id: 'view:public.v', data: { definition: 'SELECT 1', options } })
const invoker = view({ security_invoker: 'true' })

ruleCases(viewSecurityOptionsLost, [
  { it: 'gives the options back', sql: 'CREATE OR REPLACE VIEW v AS SELECT 1', before: [invoker], finds: ['public.v loses security_invoker'], severity: 'error', fixed: 'CREATE OR REPLACE VIEW v WITH (security_invoker = true) AS SELECT 1' },
  { it: 'finds a view that is dropped and made again', sql: 'DROP VIEW v; CREATE VIEW public.v (a) AS SELECT 1', before: [view({ security_barrier: 'on' })], after: [view({})], finds: ['security_barrier'], basis: 'trace', fixed: 'DROP VIEW v; CREATE VIEW public.v (a) WITH (security_barrier = true) AS SELECT 1' },
  { it: 'is milder where it is taken away by name', sql: 'ALTER VIEW v RESET (security_invoker)', before: [invoker], finds: ['security_invoker'], severity: 'warning' },
  { it: 'is silent where the option is named, was never there, or is there afterwards', sql: 'CREATE OR REPLACE VIEW v WITH (security_invoker = true) AS SELECT 1', before: [invoker] },
  { it: 'is silent where the facts after still have it', sql: 'CREATE OR REPLACE VIEW v AS SELECT 1; ALTER VIEW v SET (security_invoker = true)', before: [invoker], after: [invoker] },
  { it: 'is silent on views without it', sql: 'CREATE OR REPLACE VIEW v AS SELECT 1', before: [view({})] },
])

const owned = (table: string, role: string): Toy[] => [{ id: `table:public.${table}` }, { id: `owner@table:public.${table}`, parent: `table:public.${table}`, data: { role } }]

ruleCases(ownerMismatch, [
  { it: 'finds an owner that is given', sql: 'ALTER TABLE a OWNER TO bob', before: [...owned('a', 'ann'), ...owned('b', 'ann')], finds: ['public.a belongs to bob; what else is in its schema belongs to ann'] },
  { it: 'finds a new table of another role', sql: 'CREATE TABLE c (id int)', before: owned('b', 'ann'), after: [...owned('b', 'ann'), ...owned('c', 'bob')], finds: ['public.c belongs to bob'], basis: 'trace' },
  { it: 'is silent where all belong to one role', sql: 'CREATE TABLE c (id int)', before: owned('b', 'ann'), after: [...owned('b', 'strata'), ...owned('c', 'strata')] },
  { it: 'is silent where several owners are usual', sql: 'ALTER TABLE a OWNER TO bob', before: [...owned('a', 'ann'), ...owned('b', 'ann'), ...owned('c', 'cid')] },
  { it: 'is silent where nothing is known', sql: 'ALTER TABLE a OWNER TO bob; CREATE TABLE c (id int)' },
])
