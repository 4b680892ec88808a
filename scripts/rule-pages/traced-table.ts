import { lockModes } from '#shared/contract/compare.ts'
import type { TracedStatement } from '#shared/contract/preview.ts'
import type { Rule } from '#shared/lint/rule.ts'
import type { ExampleRun } from './run-example.ts'

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim() || '-'

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 70 ? `${line.slice(0, 69)}…` : line
}

const list = (items: readonly string[]) => [...new Set(items)].join('<br>')

const strength: readonly string[] = lockModes

/** Locks on what was there before, the strongest first; for what is new nobody waits. */
function lockText({ locks }: TracedStatement): string {
  const shown = locks.filter(({ isNew, kind }) => !isNew && kind !== 'catalog' && kind !== 'toast')
  const sorted = shown.toSorted((a, b) => strength.indexOf(b.mode) - strength.indexOf(a.mode) || (a.relation < b.relation ? -1 : 1))
  return list(sorted.map(({ mode, relation }) => `${mode} on ${relation}`))
}

function workText({ rewrites, scans, indexes }: TracedStatement): string {
  return list([
    ...rewrites.map(({ relation }) => `${relation} written anew`),
    ...scans.map(({ relation, rows }) => `${relation} read, ${rows} ${rows === 1 ? 'row' : 'rows'}`),
    ...indexes.map(({ name, action }) => `${name} ${action}`),
  ])
}

function rowsText({ rows }: TracedStatement): string {
  const amounts = (one: TracedStatement['rows'][number]) => (['inserted', 'updated', 'deleted'] as const).filter((verb) => one[verb] > 0).map((verb) => `${one[verb]} ${verb}`).join(', ')
  return list(rows.filter((one) => amounts(one) !== '').map((one) => `${one.relation}: ${amounts(one)}${one.by === 'effect' ? ' by effect' : ''}`))
}

function rowOf(example: string, statement: TracedStatement): string {
  const { text, outcome, blocks, reason } = statement
  const done = outcome === 'ran' ? workText(statement) : `${outcome.replace('_', ' ')}${reason ? `: ${reason}` : ''}`
  return `| ${[example, `\`${short(text).replaceAll('`', "'")}\``, lockText(statement), list(blocks.map((one) => one.replaceAll('_', ' '))), done, rowsText(statement)].map(cell).join(' | ')} |`
}

/** What both examples did, and what was found in the bad one. */
export function tracedTable(serverVersion: string, rule: Rule, bad: ExampleRun, good: ExampleRun): string {
  const [finding] = bad.findings.filter(({ code }) => code === rule.name)
  const rows = [...bad.statements.map((statement) => rowOf('bad', statement)), ...good.statements.map((statement) => rowOf('good', statement))]
  const refused = [bad, good].flatMap(({ outcome, problem }, at) => (outcome === 'refused' ? [`The ${at === 0 ? 'bad' : 'good'} example is refused before it runs: ${problem ?? ''}`] : []))
  return [
    `On PostgreSQL ${serverVersion}, with the few rows of the examples:`,
    ...(rows.length === 0 ? [] : [['| Example | Statement | Locks on what was there | Waits meanwhile | Work | Rows |', '|---|---|---|---|---|---|', ...rows].join('\n')]),
    ...refused,
    ...(finding ? [`The finding, by what was ${finding.basis === 'trace' ? 'traced' : 'written'}: “${finding.message}”`] : []),
  ].join('\n\n')
}
