export const restoreStatements = {
  insert: "INSERT INTO restores (id, env_id, backup, step, mark, begun_at, at) VALUES (@id, @envId, @backup, 'ready', @mark, @at, @at) ON CONFLICT (id) DO NOTHING",
  step: 'UPDATE restores SET step = @step, at = @at WHERE id = @id',
  open: `SELECT env_id AS "envId", step, mark, at FROM restores WHERE step NOT IN ('done', 'went_back') ORDER BY number`,
}
