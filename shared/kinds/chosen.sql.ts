/** Condition on a pg_namespace alias: the schemas of `$1`, or all but PostgreSQL's own. */
export const inChosenSchemas = (alias: string) =>
  `(CASE WHEN $1::text[] IS NULL THEN ${alias}.nspname !~ '^pg_' AND ${alias}.nspname <> 'information_schema' ELSE ${alias}.nspname = ANY ($1::text[]) END)`

/** Objects that stand in no schema are read with the whole database only. */
export const wholeDatabase = '$1::text[] IS NULL'
