const columns = 'id, env, env_id, database, name, taken_at, "trigger", server_version, server_version_num, fingerprint, facts, schemas, migration_version, "by", bytes'

export const snapshotStatements = {
  insert: `
    INSERT INTO snapshots (${columns}, content)
    VALUES (@id, @env, @envId, @database, @name, @takenAt, @trigger, @serverVersion, @serverVersionNum, @fingerprint, @facts, @schemas, @migrationVersion, @by, @bytes, @content)`,
  get: `SELECT ${columns} FROM snapshots WHERE id = @id`,
  list: `SELECT ${columns} FROM snapshots WHERE @envId IS NULL OR env_id = @envId ORDER BY number DESC`,
  newest: `SELECT ${columns} FROM snapshots WHERE env_id = @envId AND schemas IS NULL ORDER BY number DESC LIMIT 1`,
  content: 'SELECT content FROM snapshots WHERE id = @id',
  delete: 'DELETE FROM snapshots WHERE id = @id',
  /** Of those that Strata took by itself, all but the newest `@keep` of an environment and a choice of schemas. */
  prune: `
    DELETE FROM snapshots WHERE number IN (
      SELECT number FROM snapshots
      WHERE coalesce(env_id, '') = coalesce(@envId, '') AND "trigger" = @trigger AND coalesce(schemas, '') = coalesce(@schemas, '') AND name IS NULL
      ORDER BY number DESC LIMIT 1000000 OFFSET @keep)`,
}
