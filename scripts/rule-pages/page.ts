import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { lintLimitsSchema } from '#shared/lint/policy.ts'
import type { Rule } from '#shared/lint/rule.ts'

const root = join(import.meta.dirname, '../..')

export const pagesFolder = join(root, 'docs/rules')

/** What stands between them is measured, and no test compares it. */
export const tracedMarks = ['<!-- traced -->', '<!-- /traced -->'] as const

const code = (language: string, text: string) => `\`\`\`${language}\n${text.trim()}\n\`\`\``

/** The page of a rule. `traced`: what its examples did on a server. */
export function rulePage(rule: Rule, traced: string): string {
  const { id, name, severity, summary, danger, safe, examples } = rule
  const only = versions(rule)
  return `${[
    `# ${name}`,
    `${id} · ${severity}${only ? ` · ${only}` : ''} · [all rules](README.md)`,
    summary,
    '## Danger', danger,
    '## The safe way', safe,
    '## Examples',
    ...(examples.policy ? ['With this in `strata.yaml`:', code('yaml', stringify({ lint: examples.policy }))] : []),
    ...(examples.setup ? ['Before:', code('sql', examples.setup)] : []),
    'It finds fault with:', code('sql', examples.bad),
    'It is content with:', code('sql', examples.good),
    '## What they did',
    `${tracedMarks[0]}\n\n${traced}\n\n${tracedMarks[1]}`,
    '## Setting and waiving it',
    ...setting(rule),
  ].join('\n\n')}\n`
}

/** A page without what was measured. */
export function withoutTrace(page: string): string {
  const [open, close] = tracedMarks
  return page.slice(0, page.indexOf(open) + open.length) + page.slice(page.indexOf(close))
}

function versions({ since, until }: Rule): string {
  if (since !== undefined && until !== undefined) return `PostgreSQL ${since} to ${until}`
  if (since !== undefined) return `PostgreSQL ${since} and later`
  return until === undefined ? '' : `up to PostgreSQL ${until}`
}

function setting({ id, name, severity }: Rule): string[] {
  const limits = limitsOf(name)
  const defaults: Readonly<Record<string, number>> = lintLimitsSchema.parse({})
  const other = severity === 'error' ? 'warning' : 'error'
  return [
    `Its severity is set in \`strata.yaml\` by its id or its name, \`off\` for none, for all environments or for those of one class. An id that several rules share sets all of them.`,
    code('yaml', stringify({ lint: { rules: { [name]: other }, ...(limits.length > 0 && { limits: Object.fromEntries(limits.map((limit) => [limit, defaults[limit]])) }), classes: { development: { rules: { [name]: 'off' } } } } })),
    ...(limits.length > 0 ? [`The limits shown are the defaults: ${limits.map((limit) => `\`${limit}\``).join(', ')}.`] : []),
    'One statement is waived by a comment with the reason, on the line before it; without a reason, or where nothing is found, the waiver is reported itself.',
    code('sql', `-- strata:allow ${id} the reason, for those who come later`),
  ]
}

const limitNames = Object.keys(lintLimitsSchema.shape)

/** Limits that the rule's source speaks of; `scales` is the one of small tables. */
function limitsOf(name: string): string[] {
  const source = readFileSync(join(root, 'shared/lint/rules', `${name}.ts`), 'utf8')
  return limitNames.filter((limit) => source.includes(`limits.${limit}`) || (limit === 'smallTableRows' && source.includes('scales: true')))
}
