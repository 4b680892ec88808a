/** What both stores understand. A state is changed only from another one, so that of two who try, one changes a row. */
export const approvalStatements = {
  insert: `
    INSERT INTO approvals (id, env_id, env, operation, target, plan, from_version, to_version, scripts, reason, by_user, by_host, source, created_at, expires_at, state)
    VALUES (@id, @envId, @env, @operation, @target, @plan, @from, @to, @scripts, @reason, @byUser, @byHost, @source, @createdAt, @expiresAt, 'asked')`,
  get: 'SELECT * FROM approvals WHERE id = @id',
  list: 'SELECT * FROM approvals ORDER BY created_at DESC, id LIMIT @limit',
  listOf: 'SELECT * FROM approvals WHERE env_id = @envId ORDER BY created_at DESC, id LIMIT @limit',
  listIn: 'SELECT * FROM approvals WHERE state = @state ORDER BY created_at DESC, id LIMIT @limit',
  listOfIn: 'SELECT * FROM approvals WHERE env_id = @envId AND state = @state ORDER BY created_at DESC, id LIMIT @limit',
  open: `SELECT * FROM approvals WHERE env_id = @envId AND operation = @operation AND state IN ('asked', 'approved') ORDER BY created_at DESC, id`,
  expire: `UPDATE approvals SET state = 'expired', ended_at = @now WHERE state IN ('asked', 'approved') AND expires_at <= @now`,
  decide: `
    UPDATE approvals SET state = @state, decided_user = @user, decided_host = @host, decided_at = @at, note = @note, expires_at = @expiresAt
    WHERE id = @id AND state = 'asked'`,
  confirmed: 'UPDATE approvals SET confirmation = @confirmation WHERE id = @id',
  askedAgain: `UPDATE approvals SET state = 'asked', decided_user = NULL, decided_host = NULL, decided_at = NULL, note = NULL, expires_at = @expiresAt WHERE id = @id AND state = 'approved' AND confirmation IS NULL`,
  close: 'UPDATE approvals SET state = @state, ended_at = @at, problem = @problem WHERE id = @id AND state = @from',
  start: `UPDATE approvals SET state = 'running', started_by = @by, started_at = @at WHERE id = @id AND state = 'approved' AND confirmation IS NOT NULL`,
  started: 'UPDATE approvals SET job_id = @jobId WHERE id = @id',
  notStarted: `UPDATE approvals SET state = 'approved', started_by = NULL, started_at = NULL WHERE id = @id AND state = 'running' AND job_id IS NULL`,
}
