export const backupRules = `
-- How backups are made, kept and tried; JSON. What is missing gets its default when it is read.
ALTER TABLE environments ADD COLUMN backups TEXT NOT NULL DEFAULT '{}';
-- Policies that came with the way back; what is there wins.
UPDATE environments SET policies = json_patch('{"confirmationMinutes":30,"secondPerson":false,"rollbackOnFailure":false,"keepReplacedDays":7}', policies);
`
