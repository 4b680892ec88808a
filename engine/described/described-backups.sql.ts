export const describedStatements = {
  insert: 'INSERT INTO described_backups (id, backup, migration_version) VALUES (@id, @backup, @version) ON CONFLICT DO NOTHING',
  byId: 'SELECT * FROM described_backups WHERE id = @id',
  byBackup: 'SELECT * FROM described_backups WHERE backup = @backup',
  all: 'SELECT * FROM described_backups',
  forget: 'DELETE FROM described_backups WHERE id = @id',
}
