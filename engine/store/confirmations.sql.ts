const open = 'used_at IS NULL AND revoked_at IS NULL AND expired = 0'

export const confirmationStatements = {
  insert: `
    INSERT INTO confirmations (id, token_hash, env_id, env, operation, plan, reason, by_user, by_host, second, created_wall, created_up, holds_ms, used_at, used_by)
    VALUES (@id, @tokenHash, @envId, @env, @operation, @plan, @reason, @byUser, @byHost, @second, @createdWall, @createdUp, @holdsMs, @usedAt, @usedBy)`,
  byToken: 'SELECT * FROM confirmations WHERE token_hash = @tokenHash',
  byId: 'SELECT * FROM confirmations WHERE id = @id',
  open: `SELECT * FROM confirmations WHERE env_id = @envId AND operation = @operation AND ${open} ORDER BY number DESC`,
  list: 'SELECT * FROM confirmations WHERE @envId IS NULL OR env_id = @envId ORDER BY number DESC LIMIT @limit',
  /** One statement, so that of two processes one changes a row and the other none. */
  use: `UPDATE confirmations SET used_at = @at, used_by = @by WHERE id = @id AND ${open}`,
  revoke: `UPDATE confirmations SET revoked_at = @at, revoked_by = @by WHERE id = @id AND ${open}`,
  markExpired: `UPDATE confirmations SET expired = 1 WHERE id = @id AND ${open}`,
  people: 'SELECT * FROM confirmers ORDER BY name_key',
  person: 'SELECT * FROM confirmers WHERE name_key = @nameKey',
  savePerson: `
    INSERT INTO confirmers (name_key, name, salt, hash, added_at, added_by, failures, failed_at)
    VALUES (@nameKey, @name, @salt, @hash, @addedAt, @addedBy, @failures, @failedAt)
    ON CONFLICT (name_key) DO UPDATE SET name = excluded.name, salt = excluded.salt, hash = excluded.hash, added_at = excluded.added_at, added_by = excluded.added_by,
      failures = excluded.failures, failed_at = excluded.failed_at`,
  countFailure: 'UPDATE confirmers SET failures = failures + 1, failed_at = @at WHERE name_key = @nameKey AND (failures < @most OR failed_at <= @restedAt)',
  forgetFailures: 'UPDATE confirmers SET failures = 0, failed_at = 0 WHERE name_key = @nameKey',
  removePerson: 'DELETE FROM confirmers WHERE name_key = @nameKey',
}
