import { ruleCases } from '../../../tests/support/rule-cases.ts'
import { forbiddenType } from './forbidden-type.ts'
import { missingComment } from './missing-comment.ts'
import { naming } from './naming.ts'
import { requiredColumns } from './required-columns.ts'
import { schemaQualified } from './schema-qualified.ts'

const patterns = { naming: { table: '^[a-z_]+$', column: '^[a-z_]+$', index: '_idx$', constraint: '^[a-z_]+_(pk|ck)$' } }

ruleCases(naming, [
  { it: 'holds every new name against its pattern', sql: 'CREATE TABLE "A" ("B" int CONSTRAINT x CHECK (true)); CREATE INDEX i ON a (b); ALTER TABLE a RENAME TO c2', policy: patterns, finds: ['a table, A', 'a column, B', 'a constraint, x', 'an index, i', 'a table, c2'] },
  { it: 'is silent on names that match, on those that PostgreSQL gives and on temporary tables', sql: 'CREATE TABLE a (b int, CONSTRAINT a_ck CHECK (true), UNIQUE (b)); CREATE INDEX ON a (b); CREATE TEMP TABLE "T" ("C" int)', policy: patterns },
  { it: 'is silent without a policy', sql: 'CREATE TABLE "A" (b int)' },
])

ruleCases(schemaQualified, [
  { it: 'writes the schema before the name', sql: 'SELECT 1 FROM orders o JOIN public.p ON true', policy: { requireSchema: true }, finds: ['orders is written without its schema'], fixed: 'SELECT 1 FROM public.orders o JOIN public.p ON true' },
  { it: 'looks at what is dropped', sql: 'DROP TABLE a, s.b', policy: { requireSchema: true }, finds: ['a is written'] },
  { it: 'is silent on names of WITH, temporary tables and catalogs', sql: 'CREATE TEMP TABLE t (a int); WITH w AS (SELECT 1) SELECT * FROM w, t, pg_class', policy: { requireSchema: true } },
  { it: 'is silent without a policy', sql: 'SELECT 1 FROM orders' },
])

ruleCases(missingComment, [
  { it: 'finds a table without one', sql: 'CREATE TABLE a (b int)', policy: { requireComments: true }, finds: ['public.a'] },
  { it: 'is silent where the comment comes later', sql: ["CREATE TABLE a (b int)", "COMMENT ON TABLE public.a IS 'x'"], policy: { requireComments: true } },
  { it: 'is silent without a policy', sql: 'CREATE TABLE a (b int)' },
])

ruleCases(requiredColumns, [
  { it: 'names what is missing', sql: 'CREATE TABLE a (id int, created_at timestamptz)', policy: { requiredColumns: ['id', 'created_at', 'updated_at'] }, finds: ['lacks updated_at'] },
  { it: 'is silent on partitions and on tables like others, as long as nothing is known', sql: 'CREATE TABLE b PARTITION OF a DEFAULT; CREATE TABLE c (LIKE a)', policy: { requiredColumns: ['id'] } },
])

ruleCases(forbiddenType, [
  { it: 'knows a type by all its names', sql: 'CREATE TABLE a (b varchar(5), c int8, d app.mood, e numeric(10,2))', policy: { forbiddenTypes: ['VARCHAR', 'bigint', 'app.mood', 'numeric(10,2)'] }, finds: ['Column b', 'Column c', 'Column d', 'Column e'] },
  { it: 'is silent on others', sql: 'CREATE TABLE a (b text, c int8)', policy: { forbiddenTypes: ['varchar'] } },
])
