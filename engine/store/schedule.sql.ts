const columns = 'env_id AS "envId", what, slot, state, owner, started_at AS "startedAt", attempts, retry_at AS "retryAt", problem'

export const scheduleStatements = {
  list: `SELECT ${columns} FROM scheduled_work`,
  get: `SELECT ${columns} FROM scheduled_work WHERE env_id = @envId AND what = @what`,
  save: `
    INSERT INTO scheduled_work (env_id, what, slot, state, owner, started_at, attempts, retry_at, problem)
    VALUES (@envId, @what, @slot, @state, @owner, @startedAt, @attempts, @retryAt, @problem)
    ON CONFLICT (env_id, what) DO UPDATE SET slot = @slot, state = @state, owner = @owner, started_at = @startedAt, attempts = @attempts, retry_at = @retryAt, problem = @problem`,
}
