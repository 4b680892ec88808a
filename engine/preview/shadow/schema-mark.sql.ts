/** A catalog, the relation or schema that its rows belong to, and what is looked at of a row; absent: which transaction wrote it. */
interface Marked {
  catalog: string
  /** Column with the oid of a relation: rows of temporary ones come and go with sessions. */
  relation?: string
  /** Column with the oid of a schema, for the same reason. */
  schema?: string
  content?: string
  condition?: string
  since?: number
}

/** Rows of pg_class are written anew by TRUNCATE, VACUUM FULL and REFRESH too, so what they say is looked at. */
const classContent = 'concat_ws(\' \', oid, relname, relnamespace, reltype, reloftype, relowner, relam, reltablespace <> 0, relpersistence, relkind, relnatts, relchecks, relhasrules, relhastriggers, relrowsecurity, relforcerowsecurity, relispopulated, relreplident, relispartition, relacl, reloptions, relpartbound::text)'

const marked: readonly Marked[] = [
  { catalog: 'pg_class', content: classContent, schema: 'relnamespace', condition: "relkind <> 't'" },
  { catalog: 'pg_attribute', relation: 'attrelid', condition: 'attrelid >= 16384' },
  { catalog: 'pg_attrdef', relation: 'adrelid' },
  { catalog: 'pg_index', relation: 'indexrelid', content: "concat_ws(' ', indexrelid, indisunique, indisprimary, indimmediate, indisclustered, indisvalid, indisready, indislive, indisreplident)", condition: 'indexrelid >= 16384' },
  { catalog: 'pg_constraint', schema: 'connamespace' },
  { catalog: 'pg_type', schema: 'typnamespace' },
  { catalog: 'pg_trigger', relation: 'tgrelid' },
  { catalog: 'pg_rewrite', relation: 'ev_class' },
  { catalog: 'pg_policy' },
  { catalog: 'pg_inherits', relation: 'inhrelid' },
  { catalog: 'pg_partitioned_table' },
  { catalog: 'pg_statistic_ext' },
  { catalog: 'pg_sequence', relation: 'seqrelid' },
  { catalog: 'pg_description' },
  { catalog: 'pg_seclabel' },
  { catalog: 'pg_depend', condition: "deptype = 'e'" },
  { catalog: 'pg_publication' },
  { catalog: 'pg_publication_rel' },
  { catalog: 'pg_publication_namespace', since: 15 },
  { catalog: 'pg_db_role_setting' },
  ...['pg_namespace', 'pg_proc', 'pg_aggregate', 'pg_enum', 'pg_range', 'pg_operator', 'pg_opclass', 'pg_opfamily', 'pg_amop', 'pg_amproc', 'pg_am', 'pg_cast', 'pg_collation', 'pg_conversion', 'pg_language',
    'pg_transform', 'pg_extension', 'pg_event_trigger', 'pg_default_acl', 'pg_foreign_data_wrapper', 'pg_foreign_server', 'pg_foreign_table', 'pg_ts_config', 'pg_ts_config_map', 'pg_ts_dict', 'pg_ts_parser', 'pg_ts_template']
    .map((catalog): Marked => ({ catalog })),
]

/**
 * A text that is another one when the schema has changed: a sum over the hashes of all rows of the catalogs that hold it. A row that is
 * changed gets another writer (xmin), so no change is missed, whatever the order in which transactions end. What changes without the
 * schema (estimates, files) does not count.
 */
export function schemaMarkSql(major: number): string {
  const parts = marked.filter(({ since = 0 }) => major >= since).map(partSql)
  return `SELECT pg_catalog.concat_ws(' ', ${parts.join(', ')}) AS mark`
}

/** Temporary schemas are those of their sessions. */
const temporarySchemas = "SELECT oid FROM pg_catalog.pg_namespace WHERE nspname LIKE 'pg\\_temp\\_%' OR nspname LIKE 'pg\\_toast%'"

function partSql({ catalog, relation, schema, content = "xmin::text || ' ' || ctid::text", condition }: Marked): string {
  const conditions = [
    ...(condition === undefined ? [] : [condition]),
    ...(schema === undefined ? [] : [`${schema} NOT IN (${temporarySchemas})`]),
    ...(relation === undefined ? [] : [`${relation} NOT IN (SELECT oid FROM pg_catalog.pg_class WHERE relpersistence = 't')`]),
  ]
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
  return `(SELECT count(*) || ':' || coalesce(sum(pg_catalog.hashtextextended(${content}, 0)), 0) FROM pg_catalog.${catalog}${where})`
}
