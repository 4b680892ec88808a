export const doctorSql = {
  server: `
    SELECT version() AS "full",
      current_setting('server_version') AS "version",
      current_setting('server_version_num')::int AS "number",
      pg_backend_pid() AS "pid",
      pg_is_in_recovery() AS "standby",
      current_setting('transaction_read_only') = 'on' AS "readOnly",
      extract(epoch FROM clock_timestamp())::float8 * 1000 AS "clock"`,
  databases: 'SELECT datname AS "name" FROM pg_catalog.pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname',
  privileges: `
    SELECT current_user AS "user",
      (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) AS "superuser",
      has_database_privilege(current_database(), 'CREATE') AS "createsSchemas",
      n.oid IS NOT NULL AS "schemaExists",
      coalesce(has_schema_privilege(n.oid, 'USAGE'), false) AS "uses",
      coalesce(has_schema_privilege(n.oid, 'CREATE'), false) AS "creates",
      pg_get_userbyid(n.nspowner) AS "owner"
    FROM (SELECT $1::text AS wanted) w LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = w.wanted`,
  historyTable: `
    SELECT pg_get_userbyid(c.relowner) AS "owner", c.relkind AS "kind",
      has_table_privilege(c.oid, 'SELECT') AS "reads",
      has_table_privilege(c.oid, 'INSERT') AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE') AS "writes",
      ARRAY(SELECT attname::text FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS "columns"
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = $1 AND c.relname = $2`,
  historyRows: (table: string) => `SELECT count(*)::int AS "rows", count(*) FILTER (WHERE NOT success)::int AS "failed" FROM ${table}`,
}
