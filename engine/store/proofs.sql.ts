export const proofStatements = {
  /** Before another one of the script takes its place, under a number of its own. */
  forget: 'DELETE FROM proofs WHERE env_id = @envId AND script = @script',
  insert: `
    INSERT INTO proofs (env_id, script, checksum, undo_checksum, fingerprint, after, at, proof)
    VALUES (@envId, @script, @checksum, @undoChecksum, @fingerprint, @after, @at, @proof)`,
  list: 'SELECT after, proof FROM proofs WHERE env_id = @envId ORDER BY number DESC',
}
