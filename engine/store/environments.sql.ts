const columns = 'id, name, class, colour, connection, migrations_folder, "schema", history_table, backup_folder, policies, backups, sample, has_password, shadow, created_at, updated_at'

export const environmentStatements = {
  list: `SELECT ${columns} FROM environments ORDER BY created_at, id`,
  insert: `
    INSERT INTO environments (id, name, name_key, class, colour, connection, migrations_folder, "schema", history_table, backup_folder, policies, backups, sample, has_password, shadow, created_at, updated_at)
    VALUES (@id, @name, @nameKey, @class, @colour, @connection, @migrationsFolder, @schema, @historyTable, @backupFolder, @policies, @backups, @sample, @hasPassword, @shadow, @createdAt, @updatedAt)`,
  update: `
    UPDATE environments
    SET name = @name, name_key = @nameKey, class = @class, colour = @colour, connection = @connection, migrations_folder = @migrationsFolder, "schema" = @schema,
      history_table = @historyTable, backup_folder = @backupFolder, policies = @policies, backups = @backups, shadow = @shadow, updated_at = @updatedAt
    WHERE id = @id`,
  setHasPassword: 'UPDATE environments SET has_password = @hasPassword WHERE id = @id',
  remove: 'DELETE FROM environments WHERE id = @id',
}
