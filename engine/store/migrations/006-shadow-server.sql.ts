export const shadowServer = `
-- Connection to the server on which shadow databases are made; JSON, null: none is named.
ALTER TABLE environments ADD COLUMN shadow TEXT;
-- Policies that came with previews; what is there wins.
UPDATE environments SET policies = json_patch('{"previewRows":500,"previewTimeoutMs":60000,"archiveDays":90}', policies);
`
