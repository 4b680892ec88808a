/** Catalogs whose rows change with the schema, and the condition that leaves out what comes and goes with sessions. */
const catalogs: readonly (readonly [string, string?])[] = [
  ['pg_class', "relpersistence <> 't'"],
  ['pg_attribute', "attrelid IN (SELECT oid FROM pg_catalog.pg_class WHERE relpersistence <> 't')"],
  ['pg_attrdef'],
  ['pg_constraint'],
  ['pg_proc'],
  ['pg_enum'],
  ['pg_namespace'],
  ['pg_description'],
  ['pg_trigger'],
  ['pg_policy'],
  ['pg_rewrite'],
  ['pg_extension'],
  ['pg_sequence'],
  ['pg_default_acl'],
  ['pg_publication'],
  ['pg_publication_rel'],
  ['pg_statistic_ext'],
  ['pg_operator'],
  ['pg_cast'],
]

/**
 * A text that is another one when the schema has changed: how many rows each catalog has and which transaction wrote the newest.
 * Estimates, which are written in place, do not count. It costs a small part of a reading.
 */
export const changeMarkSql = `
SELECT concat_ws(' ', ${catalogs.map(([name, condition]) => `(SELECT count(*) || ':' || coalesce(max(xmin::text::bigint), 0) FROM pg_catalog.${name}${condition === undefined ? '' : ` WHERE ${condition}`})`).join(', ')}) AS mark`
