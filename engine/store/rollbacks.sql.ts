export const rollbackStatements = {
  insert: 'INSERT INTO rollbacks (id, env_id, state, about, steps, problem, backup, ended_at) VALUES (@id, @envId, @state, @about, @steps, @problem, @backup, @endedAt)',
  update: 'UPDATE rollbacks SET state = @state, steps = @steps, problem = @problem, backup = @backup, ended_at = @endedAt WHERE id = @id',
  get: 'SELECT id, env_id AS "envId", state, about, steps, problem, backup, ended_at AS "endedAt" FROM rollbacks WHERE id = @id',
  list: 'SELECT id, env_id AS "envId", state, about, steps, problem, backup, ended_at AS "endedAt" FROM rollbacks WHERE @envId IS NULL OR env_id = @envId ORDER BY number DESC LIMIT 500',
  keepUndo: 'INSERT INTO rollback_undos (env_id, script, checksum, undo) VALUES (@envId, @script, @checksum, @undo) ON CONFLICT (env_id, script) DO UPDATE SET checksum = excluded.checksum, undo = excluded.undo',
  undos: 'SELECT undo FROM rollback_undos WHERE env_id = @envId ORDER BY script',
}
