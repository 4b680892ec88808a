export const restores = `
-- Swaps of databases: what was about to be done, written before it was. The server itself says what came of it.
CREATE TABLE restores (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  env_id TEXT NOT NULL,
  backup TEXT,
  step TEXT NOT NULL,
  -- JSON: names and object ids of both databases, who, why.
  mark TEXT NOT NULL,
  begun_at TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX restores_open ON restores (number) WHERE step NOT IN ('done', 'went_back');
`
