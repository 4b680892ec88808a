import type { Rule } from '../rule.ts'
import { failure } from '../support/failed.ts'
import { finding } from '../support/finding.ts'
import { relationOf } from '../support/relation.ts'
import { nodeAs } from '../support/tree.ts'

export const dmlFailsInDryRun: Rule = {
  id: 'S504',
  name: 'dml-fails-in-dry-run',
  severity: 'error',
  summary: 'A statement that writes rows failed where it was traced.',
  danger: 'It fails on the target too, in the middle of the deployment.',
  safe: 'Put right what PostgreSQL names. Where other data on the target would let it pass, make the statement hold for both.',
  examples: {
    setup: "CREATE TABLE plans (id bigint PRIMARY KEY, name text NOT NULL);\nINSERT INTO plans VALUES (1, 'free');",
    bad: "INSERT INTO plans (id, name) VALUES (1, 'starter');",
    good: "INSERT INTO plans (id, name) VALUES (1, 'starter') ON CONFLICT (id) DO NOTHING;",
  },
  statement(statement, context) {
    const reason = failure(statement)
    const node = statement.node
    const range = nodeAs(node, 'InsertStmt')?.relation ?? nodeAs(node, 'UpdateStmt')?.relation ?? nodeAs(node, 'DeleteStmt')?.relation ?? nodeAs(node, 'MergeStmt')?.relation ?? nodeAs(node, 'CopyStmt')?.relation
    if (reason === undefined || !range || statement.inside) return []
    return [finding({ message: `${statement.command} failed: ${reason.replace(/\.$/, '')}.`, subject: relationOf(range, context).text, basis: 'trace' })]
  },
}
