const hook = 'id, name, env_id AS "envId", action, production, enabled, created_at AS "createdAt", created_by AS "createdBy", rotated_at AS "rotatedAt"'

export const incomingStatements = {
  list: `SELECT ${hook} FROM incoming_hooks ORDER BY name_key`,
  get: `SELECT ${hook} FROM incoming_hooks WHERE id = @key OR name_key = @nameKey`,
  insert: `
    INSERT INTO incoming_hooks (id, name, name_key, env_id, action, production, enabled, created_at, created_by, rotated_at)
    VALUES (@id, @name, @nameKey, @envId, @action, @production, @enabled, @createdAt, @createdBy, @rotatedAt)
    ON CONFLICT (name_key) DO NOTHING`,
  nameTaken: 'SELECT id FROM incoming_hooks WHERE name_key = @nameKey AND id <> @id',
  update: 'UPDATE incoming_hooks SET name = @name, name_key = @nameKey, action = @action, production = @production, enabled = @enabled, rotated_at = @rotatedAt WHERE id = @id',
  delete: 'DELETE FROM incoming_hooks WHERE id = @id',
  /** Changes nothing where the same nonce was seen: then the request is a replay, whichever process had it first. */
  addNonce: 'INSERT INTO hook_nonces (id, seen_at) VALUES (@id, @now) ON CONFLICT (id) DO NOTHING',
  pruneNonces: 'DELETE FROM hook_nonces WHERE seen_at < @before',
}

const call = 'id, at, source, hook_id AS "hookId", hook, env, by_whom AS "by", address, outcome, code, text, job_id AS "jobId", approval_id AS "approvalId"'

export const callStatements = {
  insert: `
    INSERT INTO hook_calls (id, at, source, hook_id, hook, env, by_whom, address, outcome, code, text, job_id, approval_id)
    VALUES (@id, @at, @source, @hookId, @hook, @env, @by, @address, @outcome, @code, @text, @jobId, @approvalId)`,
  list: `SELECT ${call} FROM hook_calls ORDER BY at DESC, id LIMIT @limit`,
  lastOf: `SELECT ${call} FROM hook_calls WHERE hook_id = @hookId ORDER BY at DESC, id LIMIT 1`,
  /** The list is short, and strangers who are refused push out nothing of those who were let in. */
  pruneRefused: `DELETE FROM hook_calls WHERE outcome = 'refused' AND id NOT IN (SELECT id FROM hook_calls WHERE outcome = 'refused' ORDER BY at DESC, id LIMIT @most)`,
  pruneAdmitted: `DELETE FROM hook_calls WHERE outcome <> 'refused' AND id NOT IN (SELECT id FROM hook_calls WHERE outcome <> 'refused' ORDER BY at DESC, id LIMIT @most)`,
}

const trigger = 'id, env_id AS "envId", kind, target, action, production, enabled, created_at AS "createdAt", created_by AS "createdBy", due_at AS "dueAt", payload, seen, problem'

export const triggerStatements = {
  list: `SELECT ${trigger} FROM triggers ORDER BY created_at, id`,
  get: `SELECT ${trigger} FROM triggers WHERE id = @id`,
  insert: `
    INSERT INTO triggers (id, env_id, kind, target, action, production, enabled, created_at, created_by, due_at, payload, seen, problem)
    VALUES (@id, @envId, @kind, @target, @action, @production, @enabled, @createdAt, @createdBy, NULL, NULL, NULL, NULL)
    ON CONFLICT (env_id, kind, target) DO NOTHING`,
  update: 'UPDATE triggers SET action = @action, production = @production, enabled = @enabled, due_at = NULL, seen = NULL, problem = NULL WHERE id = @id',
  delete: 'DELETE FROM triggers WHERE id = @id',
  /** Something was heard: it fires when nothing more has come for a moment. Every process that heard it writes the same. */
  arm: 'UPDATE triggers SET due_at = @dueAt, payload = @payload WHERE id = @id AND enabled = 1',
  /** The first look only remembers; later ones arm it when what lies there is another thing. */
  firstLook: 'UPDATE triggers SET seen = @seen WHERE id = @id AND seen IS NULL',
  armChanged: 'UPDATE triggers SET seen = @seen, due_at = @dueAt, payload = NULL WHERE id = @id AND enabled = 1 AND seen <> @seen',
  /** Whoever changes the row does the work, and nobody else. */
  fire: 'UPDATE triggers SET due_at = NULL WHERE id = @id AND due_at IS NOT NULL AND due_at <= @now RETURNING payload',
  problem: 'UPDATE triggers SET problem = @problem WHERE id = @id',
}
