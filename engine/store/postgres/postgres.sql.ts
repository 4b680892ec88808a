export const postgresStatements = {
  /** Of each session: a process that stands still must not keep the others from writing. */
  session: `
    SET statement_timeout = '15s';
    SET lock_timeout = '10s';
    SET idle_in_transaction_session_timeout = '15s';
    SET client_min_messages = 'warning'`,
  /** Until the end of the transaction nobody else writes in one. */
  alone: "SELECT pg_advisory_xact_lock(hashtext('strata store ' || current_schema()))",
  hasSchema: 'SELECT to_regnamespace(@schema) IS NOT NULL AS there',
  hasVersion: 'SELECT to_regclass(@name) IS NOT NULL AS there',
  makeVersion: 'CREATE TABLE store_version (version BIGINT NOT NULL)',
  beginVersion: 'INSERT INTO store_version (version) VALUES (0)',
  version: 'SELECT version FROM store_version',
  saveVersion: 'UPDATE store_version SET version = @version',
  notify: 'SELECT pg_notify(@channel, @text)',
  beat: `
    INSERT INTO processes (host, pid, start, seen_at) VALUES (@host, @pid, @start, clock_timestamp())
    ON CONFLICT (host, pid, start) DO UPDATE SET seen_at = excluded.seen_at`,
  living: "SELECT host, pid, start FROM processes WHERE seen_at > clock_timestamp() - @overdueMs * interval '1 millisecond'",
  leave: 'DELETE FROM processes WHERE host = @host AND pid = @pid AND start = @start',
  forgetOld: "DELETE FROM processes WHERE seen_at < clock_timestamp() - interval '1 day'",
  secret: 'SELECT iv, tag, data FROM secrets WHERE key = @key',
  saveSecret: `
    INSERT INTO secrets (key, iv, tag, data) VALUES (@key, @iv, @tag, @data)
    ON CONFLICT (key) DO UPDATE SET iv = excluded.iv, tag = excluded.tag, data = excluded.data`,
  /** The first that is there stays. */
  addSecret: 'INSERT INTO secrets (key, iv, tag, data) VALUES (@key, @iv, @tag, @data) ON CONFLICT (key) DO NOTHING',
  deleteSecret: 'DELETE FROM secrets WHERE key = @key',
}

/** `schema` quoted. */
export function makeSchema(schema: string): string {
  return `CREATE SCHEMA IF NOT EXISTS ${schema}`
}

/** `schema` quoted. */
export function useSchema(schema: string): string {
  return `SET search_path = ${schema}`
}

/** `channel` quoted. */
export function listenTo(channel: string): string {
  return `LISTEN ${channel}`
}
