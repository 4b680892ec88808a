const userColumns = 'id, name, display_name, password_hash, subject, grants, disabled, settings, created_at, created_by, last_seen_at'

export const userStatements = {
  list: `SELECT ${userColumns} FROM access_users ORDER BY name_key`,
  byId: `SELECT ${userColumns} FROM access_users WHERE id = @id`,
  byName: `SELECT ${userColumns} FROM access_users WHERE name_key = @nameKey`,
  bySubject: `SELECT ${userColumns} FROM access_users WHERE subject = @subject`,
  insert: `
    INSERT INTO access_users (id, name, name_key, display_name, password_hash, subject, grants, created_at, created_by)
    VALUES (@id, @name, @nameKey, @displayName, @passwordHash, @subject, @grants, @createdAt, @createdBy)
    ON CONFLICT DO NOTHING`,
  update: 'UPDATE access_users SET display_name = @displayName, grants = @grants, disabled = @disabled WHERE id = @id',
  setPassword: 'UPDATE access_users SET password_hash = @passwordHash WHERE id = @id',
  setSettings: 'UPDATE access_users SET settings = @settings WHERE id = @id',
  seen: 'UPDATE access_users SET last_seen_at = @at WHERE id = @id',
  remove: 'DELETE FROM access_users WHERE id = @id',
}

export const sessionStatements = {
  insert: `
    INSERT INTO access_sessions (id, token_hash, user_id, started_at, last_seen_at, expires_at, address, agent)
    VALUES (@id, @tokenHash, @userId, @at, @at, @expiresAt, @address, @agent)`,
  byToken: 'SELECT * FROM access_sessions WHERE token_hash = @tokenHash',
  byId: 'SELECT * FROM access_sessions WHERE id = @id',
  ofUser: 'SELECT * FROM access_sessions WHERE user_id = @userId ORDER BY last_seen_at DESC',
  counts: 'SELECT user_id, count(*) AS open FROM access_sessions WHERE expires_at > @now AND last_seen_at > @idleSince GROUP BY user_id',
  seen: 'UPDATE access_sessions SET last_seen_at = @at WHERE id = @id',
  end: 'DELETE FROM access_sessions WHERE id = @id',
  endOfUser: 'DELETE FROM access_sessions WHERE user_id = @userId AND id <> @except',
  forget: 'DELETE FROM access_sessions WHERE expires_at <= @now OR last_seen_at <= @idleSince',
}

export const linkStatements = {
  insert: 'INSERT INTO access_links (token_hash, created_at, expires_at) VALUES (@tokenHash, @at, @expiresAt)',
  use: 'DELETE FROM access_links WHERE token_hash = @tokenHash AND expires_at > @now',
  forget: 'DELETE FROM access_links WHERE expires_at <= @now',
  forgetAll: 'DELETE FROM access_links',
}

export const tokenStatements = {
  insert: `
    INSERT INTO access_tokens (id, name, token_hash, prefix, user_id, created_by, grants, created_at, expires_at)
    VALUES (@id, @name, @tokenHash, @prefix, @userId, @createdBy, @grants, @createdAt, @expiresAt)`,
  list: 'SELECT * FROM access_tokens ORDER BY created_at DESC',
  byId: 'SELECT * FROM access_tokens WHERE id = @id',
  byToken: 'SELECT * FROM access_tokens WHERE token_hash = @tokenHash',
  used: 'UPDATE access_tokens SET last_used_at = @at WHERE id = @id',
  revoke: 'UPDATE access_tokens SET revoked_at = @at WHERE id = @id AND revoked_at IS NULL',
  removeOfUser: 'DELETE FROM access_tokens WHERE user_id = @userId',
}

export const denialStatements = {
  insert: `
    INSERT INTO access_denials (id, denied_at, denied_to, address, what, env, code, message)
    VALUES (@id, @at, @by, @address, @what, @env, @code, @message)`,
  list: 'SELECT * FROM access_denials ORDER BY denied_at DESC, id LIMIT @limit',
  forget: 'DELETE FROM access_denials WHERE denied_at < @before',
  oldestKept: 'SELECT denied_at FROM access_denials ORDER BY denied_at DESC LIMIT 1 OFFSET @keep',
}

export const attemptStatements = {
  get: 'SELECT subject, failures, tried_at, blocked_until FROM access_attempts WHERE subject = @subject',
  save: `
    INSERT INTO access_attempts (subject, failures, tried_at, blocked_until) VALUES (@subject, @failures, @at, @until)
    ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, tried_at = excluded.tried_at, blocked_until = excluded.blocked_until`,
  clear: 'DELETE FROM access_attempts WHERE subject = @subject',
  forgive: 'UPDATE access_attempts SET failures = failures - 1, blocked_until = 0 WHERE subject = @subject AND failures > 0',
  forget: 'DELETE FROM access_attempts WHERE tried_at < @before',
}

export const jobStatements = {
  insert: 'INSERT INTO access_jobs (job_id, started_by, started_at) VALUES (@jobId, @startedBy, @at) ON CONFLICT DO NOTHING',
  get: 'SELECT started_by FROM access_jobs WHERE job_id = @jobId',
  of: 'SELECT job_id FROM access_jobs WHERE started_by = @startedBy ORDER BY started_at DESC LIMIT 1000',
  forget: 'DELETE FROM access_jobs WHERE started_at < @before',
}
