const unfinished = `state IN ('queued', 'running', 'cancelling')`
const columns = 'id, operation, env, state, created_at, started_at, ended_at, progress, result, error, last_seq, owner_pid, owner_start'

export const jobStatements = {
  insert: `
    INSERT INTO jobs (id, operation, env, state, input, created_at, last_seq, owner_host, owner_pid, owner_start)
    VALUES (@id, @operation, @env, @state, @input, @createdAt, @lastSeq, @ownerHost, @ownerPid, @ownerStart)`,
  update: `
    UPDATE jobs SET state = @state, started_at = @startedAt, ended_at = @endedAt, progress = @progress, result = @result, error = @error, last_seq = @lastSeq
    WHERE id = @id`,
  get: `SELECT ${columns} FROM jobs WHERE id = ?`,
  list: `SELECT ${columns} FROM jobs ORDER BY number DESC LIMIT ?`,
  unfinishedHere: `SELECT ${columns} FROM jobs WHERE ${unfinished} AND owner_host = ? ORDER BY number`,
  insertEvent: 'INSERT OR IGNORE INTO job_events (job_id, seq, event) VALUES (?, ?, ?)',
  advance: 'UPDATE jobs SET last_seq = max(last_seq, @lastSeq), progress = coalesce(@progress, progress) WHERE id = @id',
  events: 'SELECT event FROM job_events WHERE job_id = ? AND seq > ? ORDER BY seq',
  prune: `DELETE FROM jobs WHERE number IN (SELECT number FROM jobs WHERE NOT ${unfinished} ORDER BY number DESC LIMIT -1 OFFSET ?)`,
}
