import { quoteIdentifier } from '#shared/sql/quote.ts'

/** Ways by which a statement in the shadow would reach other servers. */
export const userMappingsSql = 'SELECT srvname AS server, usename AS "user", umuser = 0 AS public FROM pg_catalog.pg_user_mappings'

export interface UserMappingRow {
  server: string
  user: string | null
  public: boolean
}

export function dropUserMappingSql({ server, user, public: isPublic }: UserMappingRow): string {
  return `DROP USER MAPPING IF EXISTS FOR ${isPublic || user === null ? 'PUBLIC' : quoteIdentifier(user)} SERVER ${quoteIdentifier(server)}`
}

/** Materialized views of the target, those that others read first. */
export const populatedSql = "SELECT c.oid::pg_catalog.regclass::text AS name FROM pg_catalog.pg_class c WHERE c.relkind = 'm' AND NOT c.relispopulated AND c.oid >= 16384 ORDER BY c.oid"

/** `name`: as PostgreSQL prints it, quoted where need be. */
export function refreshSql(name: string): string {
  return `REFRESH MATERIALIZED VIEW ${name}`
}

/** For a superuser: no trigger fires, no event trigger either, and no foreign key is checked. */
export const silentSql = 'SET session_replication_role = replica'

/** Every new database has it, and pg_dump does not say that one has not. */
export const dropPublicSql = 'DROP SCHEMA public RESTRICT'

export const clearSearchPathSql = "SELECT pg_catalog.set_config('search_path', '', false), pg_catalog.set_config('statement_timeout', '60s', false)"
