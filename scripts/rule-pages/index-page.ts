import type { Rule } from '#shared/lint/rule.ts'

export interface RuleRow {
  rule: Rule
  /** What its finding rested on when its bad example was traced, and whether a fix was written. */
  basis: 'trace' | 'text'
  fix: boolean
}

const groups: readonly (readonly [RegExp, string])[] = [
  [/^S1/, 'Locks, rewrites and scans'], [/^S2/, 'Data lost'], [/^S3/, 'Programs broken'], [/^S4/, 'How a file runs'], [/^S5/, 'Data that do not fit'],
  [/^S6/, 'Design'], [/^S7/, 'Writing rows'], [/^S8/, 'Rights'], [/^S9/, 'Rules of the project'],
]

export const rowHead = ({ id, name, severity, summary }: Rule) => `| ${id} | [${name}](${name}.md) | ${severity} | ${summary} |`

/** The table of all rules. */
export function indexPage(rows: readonly RuleRow[], serverVersion: string): string {
  const sections = groups.map(([pattern, title]) => {
    const lines = rows.filter(({ rule }) => pattern.test(rule.id)).map(({ rule, basis, fix }) => `${rowHead(rule)} ${basis} | ${fix ? 'yes' : '-'} |`)
    return [`## ${title}`, ['| Id | Rule | Severity | What it looks for | Basis | Fix |', '|---|---|---|---|---|---|', ...lines].join('\n')].join('\n\n')
  })
  return `${[
    '# Rules for migrations',
    `There are ${rows.length} rules. Strata checks migrations by them when it previews one (\`strata preview\`), and without running anything (\`strata lint\`).`,
    `*Basis* says what the finding rested on when the bad example of the rule was traced on PostgreSQL ${serverVersion}: what the server did, or what the text says. Without a trace all rules go by the text and the last known schema. *Fix* says whether a quick fix was written for it; a fix is checked by the rules and traced before it is offered.`,
    'Severities and limits are set in `strata.yaml`, in the migrations folder or above it, for all environments or by class. One statement is waived by `-- strata:allow RULE reason` on the line before it. These pages are written by `npm run rules`.',
    ...sections,
  ].join('\n\n')}\n`
}
