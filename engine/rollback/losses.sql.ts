/** $1 relation as a person writes it: its name as the server prints it, and the planner's number of rows; no row where there is none. */
export const relationSql = `SELECT c.oid::regclass::text AS name, c.reltuples::float8 AS rows FROM pg_class c WHERE c.oid = to_regclass($1)`

/** `name` is one that the server has printed. Columns: rows in which one of them has a value. */
export function countValuesSql(name: string, quotedColumns: readonly string[]): string {
  const where = quotedColumns.length === 0 ? '' : ` WHERE ${quotedColumns.map((column) => `${column} IS NOT NULL`).join(' OR ')}`
  return `SELECT count(*)::float8 AS rows FROM ${name}${where}`
}

/** Of a session that only counts: policies must not hide rows, and nobody waits for it. $1 ms for each statement. */
export const countingSql = "SELECT set_config('statement_timeout', $1, false), set_config('lock_timeout', '1s', false), set_config('row_security', 'off', false), set_config('search_path', '', false)"

/** What the server has counted of each table since its statistics began. */
export const writtenSql = `
SELECT s.schemaname AS schema, s.relname AS name, s.n_tup_ins::float8 AS inserted, s.n_tup_upd::float8 AS updated, s.n_tup_del::float8 AS deleted, s.n_live_tup::float8 AS live, c.reltuples::float8 AS rows
  FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
 WHERE c.relpersistence <> 't'`

export interface WrittenRow {
  schema: string
  name: string
  inserted: number
  updated: number
  deleted: number
  live: number
  rows: number
}
