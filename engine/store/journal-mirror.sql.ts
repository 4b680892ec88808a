export const mirrorStatements = {
  rows: 'SELECT row_id, digest, seq, prev_hash, hash, "row", seen_at, gone_at FROM journal_rows WHERE env_id = @envId AND place = @place ORDER BY number',
  insert: `
    INSERT INTO journal_rows (env_id, place, row_id, digest, seq, prev_hash, hash, "row", seen_at)
    VALUES (@envId, @place, @id, @digest, @seq, @prev, @hash, @row, @seenAt)
    ON CONFLICT (env_id, place, row_id, digest) DO UPDATE SET gone_at = NULL`,
  seal: 'UPDATE journal_rows SET seq = @seq, prev_hash = @prev, hash = @hash WHERE env_id = @envId AND place = @place AND row_id = @id AND digest = @digest AND seq IS NULL',
  gone: 'UPDATE journal_rows SET gone_at = @goneAt WHERE env_id = @envId AND place = @place AND row_id = @id AND digest = @digest',
  lane: 'SELECT read_at, history FROM journal_lanes WHERE env_id = @envId AND place = @place',
  saveLane: `
    INSERT INTO journal_lanes (env_id, place, read_at, history) VALUES (@envId, @place, @readAt, @history)
    ON CONFLICT (env_id, place) DO UPDATE SET read_at = excluded.read_at, history = excluded.history`,
  known: 'SELECT known_schema AS known FROM journal_lanes WHERE env_id = @envId AND place = @place',
  saveKnown: `
    INSERT INTO journal_lanes (env_id, place, read_at, history, known_schema) VALUES (@envId, @place, '', '[]', @known)
    ON CONFLICT (env_id, place) DO UPDATE SET known_schema = excluded.known_schema`,
}
