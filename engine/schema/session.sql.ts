/**
 * Settings under which all texts are read: names qualified, constants in the forms that mean the same everywhere. Those of pg_dump, and
 * the time zone, in which constants of type timestamptz are printed. A catalog is small: sorted in memory and read without workers it
 * takes half the server's time.
 */
const settings = `
SET LOCAL search_path = '';
SET LOCAL statement_timeout = 0;
SET LOCAL lock_timeout = '5s';
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL datestyle = 'ISO';
SET LOCAL intervalstyle = 'postgres';
SET LOCAL timezone = 'UTC';
SET LOCAL extra_float_digits = 3;
SET LOCAL bytea_output = 'hex';
SET LOCAL standard_conforming_strings = on;
SET LOCAL quote_all_identifiers = off;
SET LOCAL jit = off;
SET LOCAL work_mem = '64MB';
SET LOCAL max_parallel_workers_per_gather = 0;`

export const beginSql = `BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;${settings}`

/** As `beginSql`, to see what the transaction sees that has exported `snapshot`. */
export function beginWithSql(snapshot: string): string {
  return `BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET TRANSACTION SNAPSHOT '${snapshot.replace(/[^0-9A-Fa-f-]/g, '')}';${settings}`
}

export const exportSql = 'SELECT pg_catalog.pg_export_snapshot() AS snapshot'
export const rollbackSql = 'ROLLBACK'
export const savepointSql = 'SAVEPOINT strata_batch'
export const rollbackToSql = 'ROLLBACK TO SAVEPOINT strata_batch'

export const headSql = `
SELECT pg_catalog.current_database() AS database, pg_catalog.current_setting('server_version') AS "serverVersion",
       pg_catalog.current_setting('server_version_num')::int AS "serverVersionNum",
       (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user) AS superuser,
       pg_catalog.clock_timestamp() AS "takenAt",
       pg_catalog.pg_relation_size('pg_catalog.pg_class')::int8::float8 AS "classBytes"`

export interface HeadRow {
  database: string
  serverVersion: string
  serverVersionNum: number
  superuser: boolean
  takenAt: Date
  /** Size of pg_class, from which the size of the schema can be told without counting. */
  classBytes: number
}

/** Names of the catalogs, by the oid that pg_depend calls them. */
export const catalogsSql = `
SELECT c.oid, c.relname AS name FROM pg_catalog.pg_class c WHERE c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace AND c.relkind = 'r'`

/** What belongs to extensions. */
export const membersSql = `
SELECT d.classid, d.objid, d.refobjid FROM pg_catalog.pg_depend d
 WHERE d.deptype = 'e' AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass`

export type MemberRow = readonly [catalog: number, oid: number, extension: number]

/**
 * pg_depend as a few long texts, because a row each would cost a client more than the server. Seven fields in turn: depending catalog,
 * oid and column, needed catalog, oid and column (0 for columns that the system adds), and the kind of dependency. Objects that
 * PostgreSQL brought along have oids below 16384 (FirstNormalObjectId): what is theirs is the same everywhere. Nothing depends on the
 * triggers that a constraint works with.
 */
export const dependenciesSql = `
SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', d.classid, d.objid, greatest(d.objsubid, 0), d.refclassid, d.refobjid, greatest(d.refobjsubid, 0), d.deptype), ' '), count(*)::int
  FROM pg_catalog.pg_depend d
 WHERE d.objid >= 16384 AND d.deptype <> 'e' AND d.refclassid <> 0 AND NOT (d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass AND d.deptype = 'i')
 GROUP BY d.objid::int8 % 64`

const watched: readonly (readonly [catalog: string, relation: string])[] = [
  ['pg_class', 'oid'],
  ['pg_attribute', 'attrelid'],
  ['pg_attrdef', 'adrelid'],
  ['pg_constraint', 'conrelid'],
  ['pg_trigger', 'tgrelid'],
  ['pg_rewrite', 'ev_class'],
  ['pg_proc', '0::oid'],
]

/**
 * Whether somebody has changed or dropped, since the moment that the transaction sees, what its texts are made of: a row that it sees
 * and that a transaction has ended which is committed now. Temporary tables come and go all the time and do not count.
 */
export const changedSql = `
SELECT EXISTS (
  SELECT FROM (${watched.map(([catalog, relation]) => `SELECT ${relation} AS relation, xmax AS ender FROM pg_catalog.${catalog} WHERE xmax <> 0`).join(' UNION ALL ')}) o
   WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = o.relation AND c.relpersistence = 't')
     AND pg_catalog.age(o.ender) >= 0
     AND pg_catalog.pg_xact_status((((pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::int8 >> 32) << 32) | o.ender::text::int8)::text::xid8) = 'committed'
) AS changed`

/** Objects of catalogs in which nothing need depend on anything, so that pg_depend may not name them. */
export const looseObjectsSql = `
SELECT o.classid, o.oid FROM (
  SELECT c.tableoid AS classid, c.oid FROM pg_catalog.pg_cast c
  UNION ALL SELECT l.tableoid, l.oid FROM pg_catalog.pg_language l
  UNION ALL SELECT a.tableoid, a.oid FROM pg_catalog.pg_am a
  UNION ALL SELECT t.tableoid, t.oid FROM pg_catalog.pg_transform t
  UNION ALL SELECT c.tableoid, c.oid FROM pg_catalog.pg_conversion c
  UNION ALL SELECT e.tableoid, e.oid FROM pg_catalog.pg_event_trigger e
  UNION ALL SELECT p.tableoid, p.oid FROM pg_catalog.pg_publication p
  UNION ALL SELECT f.tableoid, f.oid FROM pg_catalog.pg_foreign_data_wrapper f
  UNION ALL SELECT s.tableoid, s.oid FROM pg_catalog.pg_foreign_server s
  UNION ALL SELECT e.tableoid, e.oid FROM pg_catalog.pg_extension e
) o WHERE o.oid >= 16384`

/** Names of objects for a person, $1 catalogs and $2 oids in step. Constraints NOT NULL, which are objects since version 18, belong to their columns, and checks that a table has from above to that one. */
export const describeSql = `
SELECT a.classid, a.objid, i.type, i.identity
  FROM ROWS FROM (pg_catalog.unnest($1::oid[]), pg_catalog.unnest($2::oid[])) AS a (classid, objid),
       LATERAL pg_catalog.pg_identify_object(a.classid, a.objid, 0) i
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o WHERE a.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND o.oid = a.objid AND (o.contype = 'n' OR o.contype = 'c' AND o.coninhcount > 0 AND NOT o.conislocal))`

export interface DescribedRow {
  classid: number
  objid: number
  type: string | null
  identity: string | null
}

/** Indexes that a CREATE INDEX CONCURRENTLY left behind, or that wait for an index on a partition. */
export const invalidIndexesSql = `
SELECT i.indexrelid AS oid, c.relkind = 'I' AS partitioned FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
 WHERE NOT i.indisvalid AND i.indexrelid >= 16384`

export interface InvalidIndexRow {
  oid: number
  partitioned: boolean
}

export const largeObjectsSql = 'SELECT count(*)::int AS objects FROM pg_catalog.pg_largeobject_metadata'
