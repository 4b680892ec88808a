export const proofStatements = {
  /** The newest of a script replaces the one before, and gets a number of its own. */
  insert: `
    INSERT OR REPLACE INTO proofs (env_id, script, checksum, undo_checksum, fingerprint, after, at, proof)
    VALUES (@envId, @script, @checksum, @undoChecksum, @fingerprint, @after, @at, @proof)`,
  list: 'SELECT after, proof FROM proofs WHERE env_id = ? ORDER BY number DESC',
}
