import type { Rule } from '../rule.ts'
import { alterCommands } from '../support/definitions.ts'
import { done } from '../support/done.ts'
import { finding } from '../support/finding.ts'
import { nodeAs } from '../support/tree.ts'

const identities: Readonly<Record<string, string>> = {
  n: 'subscribers and change capture learn nothing of the old row, and UPDATE and DELETE fail where the table is published',
  f: 'every UPDATE and DELETE writes the whole old row into the log',
  d: 'the primary key alone names the old row',
  i: 'the columns of an index name the old row',
}

export const extensionUpgradeOrReplicaIdentity: Rule = {
  id: 'S306',
  name: 'extension-upgrade-or-replica-identity',
  severity: 'warning',
  summary: 'An extension is updated, or another replica identity is chosen for a table.',
  danger: 'Functions and operators of the extension may answer otherwise, and no text of yours shows it; subscribers and change capture get other rows than before, or none.',
  safe: 'Run it on a copy first, with the queries and the subscribers that use it. Name the version of the extension: ALTER EXTENSION ... UPDATE TO.',
  examples: {
    setup: 'CREATE TABLE events (id bigint PRIMARY KEY, payload jsonb);',
    bad: 'ALTER TABLE events REPLICA IDENTITY NOTHING;',
    good: 'CREATE TABLE events_copy (id bigint PRIMARY KEY, payload jsonb);\nALTER TABLE events_copy REPLICA IDENTITY FULL;',
  },
  statement(statement, context) {
    const extension = nodeAs(statement.node, 'AlterExtensionStmt')
    if (extension) {
      const named = (extension.options ?? []).length > 0
      return [finding({ message: `Extension ${extension.extname ?? ''} is updated${named ? '' : ' to whatever version the server has'}.`, basis: done(statement), severity: named ? 'info' : undefined })]
    }
    return alterCommands(statement, context).flatMap(({ table, command, kind, isNew }) => {
      const identity = nodeAs(command.def, 'ReplicaIdentityStmt')?.identity_type ?? ''
      if (kind !== 'AT_ReplicaIdentity' || isNew) return []
      return finding({ message: `Replica identity of ${table.text}: ${identities[identity] ?? 'it changes'}.`, subject: table.text, basis: done(statement), severity: identity === 'n' ? undefined : 'info' })
    })
  },
}
