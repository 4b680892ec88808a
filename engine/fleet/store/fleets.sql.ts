const columns = 'id, name, env_id AS "envId", env, settings, created_at AS "createdAt", updated_at AS "updatedAt"'

export const fleetStatements = {
  list: `SELECT ${columns} FROM fleets ORDER BY name_key`,
  find: `SELECT ${columns} FROM fleets WHERE id = @name OR name_key = @key`,
  insert: `INSERT INTO fleets (id, name, name_key, env_id, env, settings, states, created_at, updated_at)
VALUES (@id, @name, @key, @envId, @env, @settings, NULL, @at, @at)`,
  update: 'UPDATE fleets SET name = @name, name_key = @key, env_id = @envId, env = @env, settings = @settings, states = @states, updated_at = @at WHERE id = @id',
  delete: 'DELETE FROM fleets WHERE id = @id',
  states: 'SELECT states FROM fleets WHERE id = @id',
  keepStates: 'UPDATE fleets SET states = @states WHERE id = @id',
} as const
