import { qualified } from '#shared/sql/quote.ts'
import { journalTable } from '../history/journal-table.ts'

export const serverNowSql = 'SELECT clock_timestamp() AS now'

/** What happened, without the texts. $1 rows at most, the newest. */
export function journalOrderSql(schema: string): string {
  return `SELECT id::text AS id, kind, at, version, script, installed_rank AS rank, backup_id AS "backupId" FROM ${qualified(schema, journalTable)} ORDER BY id DESC LIMIT $1`
}

/** $1 rank, $2 script: the text as it was run then. */
export function textAtSql(schema: string): string {
  return `SELECT sql_text AS text FROM ${qualified(schema, journalTable)} WHERE installed_rank = $1 AND script = $2 AND sql_text IS NOT NULL ORDER BY id DESC LIMIT 1`
}
