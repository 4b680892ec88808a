const unfinished = `state IN ('queued', 'running', 'cancelling')`
const columns = 'id, operation, env, state, created_at, started_at, ended_at, progress, result, error, last_seq, owner_host, owner_pid, owner_start'

export const jobStatements = {
  insert: `
    INSERT INTO jobs (id, operation, env, state, input, created_at, last_seq, owner_host, owner_pid, owner_start)
    VALUES (@id, @operation, @env, @state, @input, @createdAt, @lastSeq, @ownerHost, @ownerPid, @ownerStart)`,
  update: `
    UPDATE jobs SET state = @state, started_at = @startedAt, ended_at = @endedAt, progress = @progress, result = @result, error = @error, last_seq = @lastSeq
    WHERE id = @id`,
  get: `SELECT ${columns} FROM jobs WHERE id = @id`,
  list: `SELECT ${columns} FROM jobs ORDER BY number DESC LIMIT @limit`,
  unfinished: `SELECT ${columns} FROM jobs WHERE ${unfinished} ORDER BY number`,
  advance: 'UPDATE jobs SET last_seq = CASE WHEN last_seq < @lastSeq THEN @lastSeq ELSE last_seq END, progress = coalesce(@progress, progress) WHERE id = @id',
  events: 'SELECT event FROM job_events WHERE job_id = @id AND seq > @after ORDER BY seq',
  prune: `DELETE FROM jobs WHERE number IN (SELECT number FROM jobs WHERE NOT ${unfinished} ORDER BY number DESC LIMIT 1000000 OFFSET @keep)`,
}

/** Several events of one job at once: `@id`, and of each `@seqN` and `@eventN`. */
export function insertEvents(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => `(@id, @seq${index}, @event${index})`)
  return `INSERT INTO job_events (job_id, seq, event) VALUES ${rows.join(', ')} ON CONFLICT (job_id, seq) DO NOTHING`
}
