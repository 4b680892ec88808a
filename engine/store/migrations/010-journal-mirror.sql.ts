export const journalMirror = `
-- Copies of the journals of databases: what this machine has seen of them stays, whatever happens to them.
CREATE TABLE journal_rows (
  number INTEGER PRIMARY KEY,
  env_id TEXT NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
  -- Host, port, database and schema of the journal.
  place TEXT NOT NULL,
  -- Id in the journal; 0: an event that could not be written there.
  row_id INTEGER NOT NULL,
  -- SHA-256 of its facts.
  digest TEXT NOT NULL,
  seq INTEGER,
  prev_hash TEXT,
  hash TEXT,
  -- JSON.
  row TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  -- When the journal was first read without it.
  gone_at TEXT,
  UNIQUE (env_id, place, row_id, digest)
) STRICT;
CREATE TABLE journal_lanes (
  env_id TEXT NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
  place TEXT NOT NULL,
  read_at TEXT NOT NULL,
  -- JSON: rows of the history that no row of the journal goes with.
  history TEXT NOT NULL,
  -- JSON: the last schema that is known to be as the journal has it.
  known_schema TEXT,
  PRIMARY KEY (env_id, place)
) STRICT;
`
