import type { Snapshot } from '#shared/schema/snapshot.ts'

/** Text of a script that brings the schema after a migration back to what it was before; or why there can be none. */
export type GeneratedUndo = { sql: string; /** Data that it cannot bring back, in sentences. */ loses: string[] } | { problem: string }

/** `at` names the migration, for the head of the script. */
export function generateUndo(_before: Snapshot, _after: Snapshot, _at: { script: string; version: string | null }): GeneratedUndo {
  return { problem: 'not built yet' }
}
