const columns = 'id, name, address, kinds, envs, template, enabled, created_at AS "createdAt", created_by AS "createdBy"'

export const webhookStatements = {
  list: `SELECT ${columns} FROM webhooks ORDER BY name_key`,
  get: `SELECT ${columns} FROM webhooks WHERE id = @key OR name_key = @nameKey`,
  insert: `
    INSERT INTO webhooks (id, name, name_key, address, kinds, envs, template, enabled, created_at, created_by)
    VALUES (@id, @name, @nameKey, @address, @kinds, @envs, @template, @enabled, @createdAt, @createdBy)
    ON CONFLICT (name_key) DO NOTHING`,
  update: 'UPDATE webhooks SET name = @name, name_key = @nameKey, address = @address, kinds = @kinds, envs = @envs, template = @template, enabled = @enabled WHERE id = @id',
  nameTaken: 'SELECT id FROM webhooks WHERE name_key = @nameKey AND id <> @id',
  delete: 'DELETE FROM webhooks WHERE id = @id',
}

const delivery = 'd.id, d.webhook_id AS "webhookId", w.name AS webhook, d.kind, d.env, d.body, d.state, d.created_at AS "createdAt", d.next_at AS "nextAt", d.round, d.tries'
const from = 'FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id'
/** What may be sent now: it waits, or whoever took it did not come back. */
const due = `((state = 'waiting' AND next_at <= @now) OR (state = 'sending' AND claimed_until <= @now))`

export const deliveryStatements = {
  insert: `
    INSERT INTO webhook_deliveries (id, webhook_id, kind, env, body, state, created_at, next_at, claimed_by, claimed_until, round, tries, ended_at)
    VALUES (@id, @webhookId, @kind, @env, @body, 'waiting', @now, @nextAt, NULL, 0, 0, '[]', NULL)`,
  get: `SELECT ${delivery} ${from} WHERE d.id = @id`,
  list: `SELECT ${delivery} ${from} ORDER BY d.created_at DESC, d.id LIMIT @limit`,
  listOf: `SELECT ${delivery} ${from} WHERE d.webhook_id = @webhookId ORDER BY d.created_at DESC, d.id LIMIT @limit`,
  listIn: `SELECT ${delivery} ${from} WHERE d.state = @state ORDER BY d.created_at DESC, d.id LIMIT @limit`,
  listOfIn: `SELECT ${delivery} ${from} WHERE d.webhook_id = @webhookId AND d.state = @state ORDER BY d.created_at DESC, d.id LIMIT @limit`,
  counts: 'SELECT state, COUNT(*) AS count FROM webhook_deliveries WHERE webhook_id = @webhookId GROUP BY state',
  /** The condition stands twice: of two processes that choose the same row, the second looks again once the first has written. */
  claim: `
    UPDATE webhook_deliveries SET state = 'sending', claimed_by = @owner, claimed_until = @until, round = round + 1
     WHERE id = (SELECT id FROM webhook_deliveries WHERE ${due} ORDER BY next_at, id LIMIT 1) AND ${due}
     RETURNING id`,
  /** By hand: whatever state it is in, unless it is being sent; tries of this round begin anew. */
  claimOne: `
    UPDATE webhook_deliveries SET state = 'sending', claimed_by = @owner, claimed_until = @until, round = 1, ended_at = NULL
     WHERE id = @id AND (state <> 'sending' OR claimed_until <= @now)
     RETURNING id`,
  settle: `
    UPDATE webhook_deliveries SET state = @state, next_at = @nextAt, tries = @tries, ended_at = @endedAt, claimed_by = NULL, claimed_until = 0
     WHERE id = @id AND claimed_by = @owner`,
  delete: 'DELETE FROM webhook_deliveries WHERE id = @id',
  deleteOf: 'DELETE FROM webhook_deliveries WHERE webhook_id = @webhookId',
  /** Of a webhook that is switched off nothing is sent later all at once. */
  endWaiting: `UPDATE webhook_deliveries SET state = 'dead', ended_at = @now WHERE webhook_id = @webhookId AND state = 'waiting'`,
  prune: `DELETE FROM webhook_deliveries WHERE state = 'delivered' AND ended_at < @before`,
}
