import pg from 'pg'

/** SQLSTATE of what a query threw; empty where it was no answer of the server. */
export function sqlState(thrown: unknown): string {
  return thrown instanceof pg.DatabaseError ? (thrown.code ?? '') : ''
}

/**
 * Whether an error can come from reading a catalog that somebody changes meanwhile: functions such as pg_get_viewdef look at the newest
 * state, not at that of the transaction, and then miss what is gone ("cache lookup failed", "could not open relation"). An error with a position is a fault of the query itself.
 */
export function isFromChange(thrown: unknown): boolean {
  if (thrown instanceof pg.DatabaseError && thrown.position !== undefined) return false
  return /^(XX000|42P01|42703|42704|42883|3F000|55000)$/.test(sqlState(thrown))
}
