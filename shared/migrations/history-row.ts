/** A row of Flyway's history table. */
export interface HistoryRow {
  /** installed_rank: 1, 2, ... in the order of application; 0 marks that the schema was created. */
  rank: number
  /** Null for a repeatable migration. */
  version: string | null
  description: string
  /** SQL, JDBC, SCRIPT, CUSTOM, SCHEMA, BASELINE, SQL_BASELINE, DELETE, UNDO_SQL and their like. */
  type: string
  script: string
  /** Signed CRC-32; null where the type has none. */
  checksum: number | null
  installedBy: string
  /** ISO 8601. */
  installedOn: string
  executionMs: number
  success: boolean
}
