export const hasPassword = `
-- Whether the vault holds a password, so that a list need not ask the vault.
ALTER TABLE environments ADD COLUMN has_password INTEGER NOT NULL DEFAULT 0;
`
