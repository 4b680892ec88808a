import { qualified } from '#shared/sql/quote.ts'
import { journalColumns, journalTable, type JournalColumn } from './journal-table.ts'

/** Microseconds since 1970, whatever the session's time zone. */
const moment = (column: string) => `CASE WHEN isfinite(${column}) THEN ((extract(epoch FROM ${column}) * 1000000)::bigint)::text ELSE ${column}::text END`

/** What the digest of a row is made of, in this order. A later shape that adds to it gives its rows another format. */
const facts: readonly (JournalColumn | 'id')[] = [
  'id', 'format', 'run_id', 'kind', 'outcome', 'at', 'ended_at', 'db_user', 'actor', 'host', 'reason', 'version', 'script', 'description', 'installed_rank', 'checksum', 'statements',
  'plan_fingerprint', 'backup_id', 'ms', 'problem', 'sql_sha256', 'before_fingerprint', 'after_fingerprint', 'details', 'log',
]

/** Bytes of a text; in a database without an encoding they are taken as they are. */
const bytesOf = (text: string) => `convert_to(${text}, CASE getdatabaseencoding() WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END)`
const sha256Of = (text: string) => `encode(sha256(${bytesOf(text)}), 'hex')`
const textHash = `CASE WHEN sql_text IS NOT NULL THEN ${sha256Of('sql_text')} END`

/** SHA-256 (hex) of PostgreSQL's text of the row's own facts. */
function digestOf(present: readonly string[]): string {
  const value = (column: JournalColumn | 'id'): string => {
    if (column === 'sql_sha256') return present.includes(column) ? `coalesce(sql_sha256, ${textHash})` : textHash
    if (column !== 'id' && !present.includes(column)) return `NULL::${journalColumns[column]}`
    return column === 'at' || column === 'ended_at' ? moment(column) : column
  }
  return sha256Of(`ROW(${facts.map(value).join(', ')})::text`)
}

/** For the rest of the transaction nobody else seals this journal. */
export function sealLockSql(schema: string): string {
  return `SELECT pg_advisory_xact_lock(1398034241, ('${qualified(schema, journalTable).replaceAll("'", "''")}'::regclass::oid::bigint - 2147483648)::int)`
}

/** Whether rows may be hidden from this user: then nothing can be said of the chain. */
export function hiddenRowsSql(schema: string): string {
  return `SELECT row_security_active('${qualified(schema, journalTable).replaceAll("'", "''")}') AS hidden`
}

export function chainHeadSql(schema: string): string {
  return `SELECT j.seq::text AS seq, j.hash FROM ${qualified(schema, journalTable)} j WHERE j.seq IS NOT NULL ORDER BY j.seq DESC LIMIT 1`
}

/**
 * $1 how many. Rows that nobody has sealed yet, in the order in which they were written. The row of a run that an older version
 * began, or whose outcome is unknown, waits until another one tells its end: an older version still changes it.
 */
export function unsealedSql(schema: string): string {
  const name = qualified(schema, journalTable)
  return `SELECT id::text AS id, ${digestOf(Object.keys(journalColumns))} AS digest FROM ${name} j
 WHERE seq IS NULL AND NOT (kind = 'run' AND outcome IN ('running', 'unknown') AND NOT EXISTS (SELECT FROM ${name} l WHERE l.run_id = j.run_id AND l.kind = 'run' AND l.id > j.id))
 ORDER BY j.id LIMIT $1`
}

/** $1 ids, $2 places, $3 links before, $4 links. The only change that a row ever sees, once. */
export function sealSql(schema: string): string {
  return `UPDATE ${qualified(schema, journalTable)} j SET seq = s.seq, prev_hash = s.prev_hash, hash = s.hash, sql_sha256 = coalesce(j.sql_sha256, ${textHash.replaceAll('sql_text', 'j.sql_text')})
  FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) AS s (id, seq, prev_hash, hash) WHERE j.id = s.id AND j.seq IS NULL`
}

/** Every row in the order of the chain, those without a place last. */
export function readChainSql(schema: string, present: readonly string[]): string {
  const column = (name: JournalColumn) => (present.includes(name) ? name : `NULL::${journalColumns[name]}`)
  return `SELECT id::text AS id, ${column('format')} AS format, ${column('seq')}::text AS seq, ${column('prev_hash')} AS prev, ${column('hash')} AS hash, ${digestOf(present)} AS digest
  FROM ${qualified(schema, journalTable)} j ORDER BY ${present.includes('seq') ? 'j.seq NULLS LAST, ' : ''}j.id`
}

/** Rows whose script is not the one that was sealed. */
export function changedTextsSql(schema: string): string {
  return `SELECT id::text AS id FROM ${qualified(schema, journalTable)} WHERE sql_sha256 IS NOT NULL AND sql_text IS NOT NULL AND sql_sha256 <> ${sha256Of('sql_text')}`
}
