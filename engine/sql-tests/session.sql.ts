export const beginSql = 'BEGIN'
export const rollbackSql = 'ROLLBACK'
/** $1: milliseconds, as text; until the end of the transaction. */
export const timeoutSql = "SELECT pg_catalog.set_config('statement_timeout', $1, true)"
/** Whether pgTAP can be installed, and whether it is. */
export const pgtapSql = "SELECT installed_version IS NOT NULL AS installed FROM pg_catalog.pg_available_extensions WHERE name = 'pgtap'"
export const installPgtapSql = 'CREATE EXTENSION IF NOT EXISTS pgtap'
