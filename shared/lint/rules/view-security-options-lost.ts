import type { Fact } from '../../schema/fact.ts'
import { recordIn } from '../../kinds/fact-data.ts'
import type { Finding, LintStatement, Rule } from '../rule.ts'
import { finding } from '../support/finding.ts'
import { relationFact, relationOf } from '../support/relation.ts'
import { nodeAs, nodesAs, placeOf } from '../support/tree.ts'

export const viewSecurityOptionsLost: Rule = {
  id: 'S803',
  name: 'view-security-options-lost',
  severity: 'error',
  summary: 'A view is made anew without the security_invoker or security_barrier that it had.',
  danger: 'CREATE OR REPLACE VIEW takes away options that it does not name. The view then reads with the rights of its owner again: row security of its tables is bypassed for everybody who may read the view.',
  safe: 'Name the options again: CREATE OR REPLACE VIEW ... WITH (security_invoker = true) AS ...',
  examples: {
    setup: 'CREATE TABLE accounts (id bigint PRIMARY KEY, owner text, balance numeric);\nCREATE VIEW my_accounts WITH (security_barrier = true) AS SELECT id, balance FROM accounts WHERE owner = current_user;',
    bad: 'CREATE OR REPLACE VIEW my_accounts AS SELECT id, balance, owner FROM accounts WHERE owner = current_user;',
    good: 'CREATE OR REPLACE VIEW my_accounts WITH (security_barrier = true) AS SELECT id, balance, owner FROM accounts WHERE owner = current_user;',
  },
  statement(statement, context) {
    const change = changeOf(statement)
    if (!change) return []
    const name = relationOf(change.range, context)
    const before = relationFact(name, context.before)
    if (before?.kind !== 'view') return []
    const after = relationFact(name, context.after)
    const lost = optionsOf(before).filter((option) => change.loses(option) && !(after && optionsOf(after).includes(option)))
    if (lost.length === 0) return []
    return [
      finding({
        message: `View ${name.text} loses ${lost.join(' and ')}.`,
        subject: name.text,
        basis: after ? 'trace' : undefined,
        severity: change.isMeant ? 'warning' : undefined,
        fix: change.isMeant ? undefined : fix(statement, change.range.location, lost),
      }),
    ]
  },
}

const watched = ['security_invoker', 'security_barrier']

const optionsOf = (view: Fact) => watched.filter((option) => /^(true|on|yes|1|t|y)$/i.test(recordIn(view, 'options')[option] ?? ''))

interface Change {
  range: { location?: number; relname?: string; schemaname?: string }
  loses: (option: string) => boolean
  /** ALTER VIEW ... RESET names what it takes away. */
  isMeant: boolean
}

function changeOf({ node }: LintStatement): Change | undefined {
  const view = nodeAs(node, 'ViewStmt')
  if (view?.view) {
    const named = nodesAs(view.options, 'DefElem').map(({ defname }) => defname)
    return { range: view.view, loses: (option) => !named.includes(option), isMeant: false }
  }
  const alter = nodeAs(node, 'AlterTableStmt')
  if (alter?.objtype !== 'OBJECT_VIEW' || !alter.relation) return undefined
  const commands = nodesAs(alter.cmds, 'AlterTableCmd')
  const named = commands.filter(({ subtype }) => subtype === 'AT_ResetRelOptions' || subtype === 'AT_SetRelOptions').flatMap(({ def, subtype }) => nodesAs(nodeAs(def, 'List')?.items, 'DefElem').filter(({ arg }) => subtype === 'AT_ResetRelOptions' || /^(false|off|no|0)$/i.test(nodeAs(arg, 'String')?.sval ?? '')))
  return { range: alter.relation, loses: (option) => named.some(({ defname }) => defname === option), isMeant: true }
}

/** WITH (...) before the AS that follows the name of a view without options. */
function fix(statement: LintStatement, location: number | undefined, lost: readonly string[]): Finding['fix'] {
  if ((nodeAs(statement.node, 'ViewStmt')?.options ?? []).length > 0) return undefined
  const from = placeOf(statement, location)
  const match = /^[\w".\s$]+?(?:\([^()]*\)\s*)?(?=\bas\b)/i.exec(statement.text.slice(from - statement.start))
  if (!match) return undefined
  const at = from + match[0].length
  return { title: 'Keep the options of the view', edits: [{ start: at, end: at, text: `WITH (${lost.map((option) => `${option} = true`).join(', ')}) ` }] }
}
