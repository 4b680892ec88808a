export const environments = `
CREATE TABLE environments (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- The name as it is compared: SQLite's NOCASE knows ASCII only.
  name_key TEXT NOT NULL UNIQUE,
  class TEXT NOT NULL,
  colour TEXT,
  connection TEXT NOT NULL,
  migrations_folder TEXT NOT NULL,
  "schema" TEXT NOT NULL,
  history_table TEXT NOT NULL,
  backup_folder TEXT,
  policies TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
`
