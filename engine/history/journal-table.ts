/** Name of the journal, beside the history in the same schema. */
export const journalTable = 'strata_journal'

/** Shape that this version writes; each row says which one it was written in. 2: nothing is updated, rows are chained. */
export const journalFormat = 2

/** Columns of the first shape, with which every later version can still read and write. */
export const firstColumns = {
  format: 'smallint', run_id: 'text', kind: 'text', outcome: 'text', at: 'timestamptz', ended_at: 'timestamptz',
  db_user: 'text', actor: 'text', host: 'text', reason: 'text',
  version: 'text', script: 'text', description: 'text', installed_rank: 'integer', checksum: 'integer', statements: 'integer',
  plan_fingerprint: 'text', backup_id: 'text', ms: 'integer', problem: 'text', sql_text: 'text',
} as const

/**
 * Columns by name. A journal made by an older version gets those that it lacks, all of which may be null; a newer version's own
 * columns are left alone. So every version can write to the same journal.
 */
export const journalColumns = {
  ...firstColumns,
  /** SHA-256 of `sql_text`, hex: the chain is checked without reading every script. */
  sql_sha256: 'text',
  before_fingerprint: 'text', after_fingerprint: 'text', details: 'jsonb', log: 'text',
  /** Place in the chain, the link before and its own: docs/adr/0009-journal-chain.md. Null until the row is sealed. */
  seq: 'bigint', prev_hash: 'text', hash: 'text',
} as const

export type JournalColumn = keyof typeof journalColumns
