/** What Strata writes beside the data, which differs from run to run. */
const own = "('flyway_schema_history', 'strata_journal')"

export const tablesSql = `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relname NOT IN ${own} AND c.relname !~ '^strata_' ORDER BY 1`

/** The same for the same rows in any order. */
export function contentSql(name: string): string {
  return `SELECT count(*) || ' rows, sum ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) AS content FROM ONLY ${name} t`
}

export const objectsSql = `
SELECT line FROM (
  SELECT format('column %s.%s %s %s %s', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)) AS line, c.relname
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'v') AND c.relnamespace = 'public'::regnamespace
  UNION ALL SELECT format('index %s valid %s', pg_get_indexdef(i.indexrelid), i.indisvalid), c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'public'::regnamespace
  UNION ALL SELECT format('constraint %s of %s %s valid %s', conname, conrelid::regclass, pg_get_constraintdef(o.oid), convalidated), c.relname FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid WHERE c.relnamespace = 'public'::regnamespace
  UNION ALL SELECT format('trigger %s', pg_get_triggerdef(t.oid)), c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace
  UNION ALL SELECT format('view %s %s', c.oid::regclass, pg_get_viewdef(c.oid)), c.relname FROM pg_class c WHERE c.relkind = 'v' AND c.relnamespace = 'public'::regnamespace
  UNION ALL SELECT format('function %s %s', p.oid::regprocedure, md5(pg_get_functiondef(p.oid))), '' FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
) found WHERE relname NOT IN ${own} AND relname !~ '^strata_' ORDER BY 1`

/** Versions that the history says are applied, as the last word on each. */
export const versionSql = `SELECT count(*)::int AS version FROM (SELECT DISTINCT ON (version) version, type FROM flyway_schema_history WHERE success AND version IS NOT NULL ORDER BY version, installed_rank DESC) last WHERE type NOT LIKE 'UNDO%'`

export const failedRowsSql = 'SELECT count(*)::int AS failed FROM flyway_schema_history WHERE NOT success'

/** Rows of the history without their row of the journal, or the other way round. */
export const unmatchedSql = `
SELECT coalesce(h.script, j.script) AS script FROM (SELECT * FROM flyway_schema_history WHERE success AND type IN ('SQL', 'UNDO_SQL')) h
  FULL JOIN (SELECT * FROM strata_journal WHERE kind IN ('migration_applied', 'migration_undone')) j ON j.installed_rank = h.installed_rank
 WHERE h.installed_rank IS NULL OR j.installed_rank IS NULL OR h.script <> j.script`

export const sessionsSql = "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'strata %' AND backend_type = 'client backend' ORDER BY pid"
export const databasesSql = 'SELECT datname AS name, shobj_description(oid, $$pg_database$$) AS note FROM pg_database ORDER BY 1'
