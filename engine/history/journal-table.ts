/** Name of the journal, beside the history in the same schema. */
export const journalTable = 'strata_journal'

/** Shape that this version writes; each row says which one it was written in. */
export const journalFormat = 1

/**
 * Columns by name. A journal made by an older version gets those that it lacks, all of which may be null; a newer version's own
 * columns are left alone. So every version can write to the same journal.
 */
export const journalColumns = {
  format: 'smallint', run_id: 'text', kind: 'text', outcome: 'text', at: 'timestamptz', ended_at: 'timestamptz',
  db_user: 'text', actor: 'text', host: 'text', reason: 'text',
  version: 'text', script: 'text', description: 'text', installed_rank: 'integer', checksum: 'integer', statements: 'integer',
  plan_fingerprint: 'text', backup_id: 'text', ms: 'integer', problem: 'text', sql_text: 'text',
} as const

export type JournalColumn = keyof typeof journalColumns
