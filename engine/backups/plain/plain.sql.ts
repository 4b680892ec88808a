/** As pg_restore's session has them; nothing need be on the disk before the database gets its name. $1: application_name. */
export const beginPlainSql = "SELECT set_config('application_name', $1, false), set_config('synchronous_commit', 'off', false)"

/** Messages that can be sorted; only a superuser may choose their language. */
export const englishSql = "SET lc_messages = 'C'"
