import type { Finding, LintContext, LintStatement, Rule } from '../rule.ts'
import { alterCommands } from '../support/definitions.ts'
import { done } from '../support/done.ts'
import { finding } from '../support/finding.ts'
import { isNew, nameOf, relationOf, tableFact, type Name } from '../support/relation.ts'
import { names, nodeAs, nodesAs } from '../support/tree.ts'

export const rlsPolicyChange: Rule = {
  id: 'S802',
  name: 'rls-policy-change',
  severity: 'warning',
  summary: 'Row security of a table that is there changes: it is switched, or a policy is made, changed or dropped.',
  danger: 'Rows become visible to roles that must not see them, or vanish for roles that need them, and no error tells of either.',
  safe: 'Read the table as each role that uses it, before and after, on a copy: SET ROLE, SELECT count(*).',
  examples: {
    setup: 'CREATE TABLE documents (id bigint PRIMARY KEY, owner text);\nALTER TABLE documents ENABLE ROW LEVEL SECURITY;\nCREATE POLICY own ON documents USING (owner = current_user);',
    bad: 'ALTER TABLE documents DISABLE ROW LEVEL SECURITY;',
    good: 'CREATE TABLE notes (id bigint PRIMARY KEY, owner text);\nALTER TABLE notes ENABLE ROW LEVEL SECURITY;\nCREATE POLICY own ON notes USING (owner = current_user);',
  },
  statement: (statement, context) => [...switched(statement, context), ...policies(statement, context)].map((found) => finding({ ...found, basis: done(statement) })),
}

const words: Readonly<Record<string, string>> = {
  AT_DisableRowSecurity: 'its policies no longer hold: every role with SELECT sees all rows',
  AT_NoForceRowSecurity: 'its policies no longer hold for its owner',
  AT_ForceRowSecurity: 'its policies hold for its owner too',
}

function switched(statement: LintStatement, context: LintContext): Finding[] {
  return alterCommands(statement, context).flatMap(({ table, kind, isNew: made }) => {
    if (made) return []
    if (kind === 'AT_EnableRowSecurity') return [about(table, hasPolicies(table, context) ? 'its policies hold from now on' : 'nobody but its owner sees a row until a policy allows it')]
    const text = words[kind]
    return text === undefined ? [] : [about(table, text)]
  })
}

const hasPolicies = (table: Name, { before, after }: LintContext) => ((after ?? before)?.children(`table:${table.text}`, 'policy').length ?? 1) > 0

const about = (table: Name, text: string) => finding({ message: `Row security of ${table.text}: ${text}.`, subject: table.text, params: { relation: table.text } })

function policies({ node }: LintStatement, context: LintContext): Finding[] {
  const create = nodeAs(node, 'CreatePolicyStmt')
  const alter = nodeAs(node, 'AlterPolicyStmt')
  const range = create?.table ?? alter?.table
  if (range) {
    const table = relationOf(range, context)
    if (isNew(table, context)) return []
    const isOpen = create?.permissive === true && nodeAs(create.qual, 'A_Const')?.boolval?.boolval === true
    const verb = create ? 'is added' : 'changes'
    const secured = tableFact(table, context.before)?.data['rowSecurity'] === true
    if (create && context.before && !secured) return []
    return [about(table, `policy ${create?.policy_name ?? alter?.policy_name ?? ''} ${verb}${isOpen ? ' and lets every row through' : ''}`)]
  }
  const drop = nodeAs(node, 'DropStmt')
  if (drop?.removeType !== 'OBJECT_POLICY') return []
  return nodesAs(drop.objects, 'List').flatMap(({ items }) => {
    const parts = names(items)
    const table = nameOf(parts.slice(0, -1), context)
    if (isNew(table, context)) return []
    return [about(table, `policy ${parts.at(-1) ?? ''} is dropped`)]
  })
}
