export const proofs = `
CREATE TABLE proofs (
  number INTEGER PRIMARY KEY,
  env_id TEXT NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
  script TEXT NOT NULL,
  -- CRC-32 of the texts that were proved; null: no undo.
  checksum INTEGER NOT NULL,
  undo_checksum INTEGER,
  -- Of the schema before the migration and after it; null: it failed.
  fingerprint TEXT NOT NULL,
  after TEXT,
  at TEXT NOT NULL,
  -- JSON of the proof.
  proof TEXT NOT NULL,
  UNIQUE (env_id, script)
) STRICT;
`
