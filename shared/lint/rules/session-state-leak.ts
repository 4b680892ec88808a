import { insertAfter } from '../edits.ts'
import type { Finding, LintFile, LintStatement, Rule } from '../rule.ts'
import { settingsIn } from '../settings.ts'

export const sessionStateLeak: Rule = {
  id: 'S409',
  name: 'session-state-leak',
  severity: 'warning',
  summary: 'A setting or a role is changed for the whole session.',
  danger: 'SET without LOCAL outlives the file: later migrations in the same session run with another search_path, role or timeout, and behind a pooler it reaches strangers.',
  safe: 'SET LOCAL, which ends with the transaction, or RESET at the end of the file.',
  examples: {
    setup: 'CREATE SCHEMA sales;',
    bad: 'SET search_path = sales;\nCREATE TABLE orders (id bigint PRIMARY KEY);',
    good: 'SET LOCAL search_path = sales;\nCREATE TABLE orders (id bigint PRIMARY KEY);',
  },
  file: check,
}

/** What a wrong role or path does is worse than what a timeout does. */
const grave = new Set(['role', 'session_authorization', 'search_path', 'row_security', 'session_replication_role'])

function check(file: LintFile): (Finding & { statement: LintStatement })[] {
  const settings = settingsIn(file)
  return settings.flatMap((setting, at) => {
    const statement = file.statements[setting.number - 1]
    if (!statement || setting.local || setting.reset || setting.name === 'transaction') return []
    if (settings.slice(at + 1).some((later) => later.reset && (later.name === setting.name || later.name === 'all'))) return []
    const edit = file.transactional ? insertAfter(statement, /^set(\s+session(?!\s+(authorization|characteristics)\b))?\b/i, ' LOCAL') : undefined
    const local = edit && /^set\s+session\b/i.test(statement.text) ? undefined : edit
    return [{ statement, message: `${setting.name} stays changed after the end of the file.`, severity: grave.has(setting.name) ? ('warning' as const) : ('info' as const), ...(local && { fix: { title: 'Set it for this transaction only', edits: [local] } }) }]
  })
}
