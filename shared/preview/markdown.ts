import type { Diagnostic } from '../contract/diagnostics.ts'
import type { Preview, PreviewedMigration, Proof, TracedStatement } from '../contract/preview.ts'
import { findingsIn, secondsOf, shortRelation, strongestLock } from './danger.ts'
import { verdictOf } from './verdict.ts'

export interface MarkdownOptions {
  /** Only this migration. */
  script?: string
  /** First in search_path: names in it are written without it. */
  schema?: string
}

const verdicts: Record<Preview['verdict'], string> = { safe: 'safe', careful: 'careful', dangerous: '**dangerous**', failed: '**fails**' }

/** What a preview found, as Markdown for a review: verdict, effect, what each statement took, findings, undo. Who works on the target at the moment is left out. */
export function previewMarkdown(preview: Preview, { script, schema = 'public' }: MarkdownOptions = {}): string {
  const migrations = preview.migrations.filter((each) => script === undefined || each.script === script)
  const head = script === undefined ? [`# Preview of ${amount(migrations.length, 'migration')} for ${preview.env}`, '', `Verdict: ${verdicts[preview.verdict]}${preview.seconds ? ` · ${range(preview.seconds)} on ${preview.env}` : ''}`, ''] : []
  const parts = migrations.map((migration) => migrationPart(migration, findingsIn(preview.findings, migration.script), preview, { schema, level: script === undefined ? 2 : 1 }))
  const rest = findingsElsewhere(preview, migrations, script)
  return `${[...head, ...parts.flatMap((lines) => [...lines, '']), ...rest, originLine(preview)].join('\n').replaceAll(/\n{3,}/g, '\n\n').trim()}\n`
}

interface Style {
  schema: string
  level: 1 | 2
}

function migrationPart(migration: PreviewedMigration, findings: readonly Diagnostic[], preview: Preview, { schema, level }: Style): string[] {
  const head = '#'.repeat(level)
  const seconds = secondsOf(migration)
  return [
    `${head} ${escape(migration.script)}`, '',
    `Verdict: ${verdicts[verdictOf([migration], findings)]}${seconds ? ` · ${range(seconds)} on ${preview.env}` : ''}${migration.transactional ? '' : ' · not in a transaction'}`, '',
    ...(migration.error ? [`It fails: ${escape(migration.error.message)}`, ''] : []),
    ...(migration.outcome === 'not_run' ? ['It was not run: a migration before it fails.', ''] : []),
    ...migration.effect.map(({ text, tone }) => `- ${tone === 'danger' ? '**!** ' : ''}${escape(text)}`), '',
    ...statementTable(migration.statements, schema), '',
    ...section(`${head}# Findings`, findings.map(findingLine)),
    ...section(`${head}# Undo`, undoLines(migration)),
  ]
}

const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [title, '', ...lines, ''])

function statementTable(statements: readonly TracedStatement[], schema: string): string[] {
  if (statements.length === 0) return []
  return ['| # | Line | Statement | Strongest lock | What it does | On the target |', '| --: | --: | --- | --- | --- | --- |', ...statements.map((statement) => row(statementCells(statement, schema)))]
}

function statementCells(statement: TracedStatement, schema: string): string[] {
  const { number, line, command, outcome, reason, onTarget } = statement
  const lock = strongestLock(statement)
  const did = outcome === 'ran' ? workOf(statement, schema) : outcome === 'failed' ? `fails: ${reason ?? ''}` : outcome === 'skipped' ? `skipped: ${reason ?? ''}` : 'not run'
  return [String(number), String(line), command, lock ? `${lock.mode} on ${shortRelation(lock.relation, schema)}` : '', did, onTarget?.seconds ? range(onTarget.seconds) : '']
}

function workOf({ rewrites, scans, rows, indexes, onTarget }: TracedStatement, schema: string): string {
  const names = (list: readonly { relation: string }[]) => list.map(({ relation }) => shortRelation(relation, schema)).join(', ')
  const built = indexes.filter(({ action }) => action !== 'dropped').length
  const written = rows.map(({ relation, inserted, updated, deleted, by }) => `${count(inserted + updated + deleted)} rows of ${shortRelation(relation, schema)}${by === 'effect' ? ' by trigger or cascade' : ''}`)
  return [
    rewrites.length > 0 ? `rewrites ${names(rewrites)}${onTarget?.rows ? `, ${count(onTarget.rows)} rows` : ''}` : '',
    rewrites.length === 0 && scans.length > 0 ? `reads all of ${names(scans)}` : '',
    ...written.map((each) => `writes ${each}`),
    built > 0 ? `builds ${amount(built, 'index', 'indexes')}` : '',
  ].filter(Boolean).join('; ')
}

function findingLine({ severity, code, rule, where, message, help }: Diagnostic): string {
  const name = [rule, `\`${code}\``].filter(Boolean).join(' ')
  const place = where?.line === undefined ? '' : ` line ${where.line}:`
  return `- ${severity} ${name}${place} ${escape(message)}${help ? ` ${escape(help)}` : ''}`
}

function undoLines({ kind, undo, proof, destroys }: PreviewedMigration): string[] {
  if (kind !== 'versioned') return []
  const source = undo.source === 'file' ? `written by hand (${escape(undo.script ?? '')})` : undo.source === 'generated' ? 'generated' : `none${undo.problem ? `: ${escape(undo.problem)}` : ''}`
  const kept = destroys.filter(({ chosen }) => chosen !== 'discard').map(({ relation, columns, chosen }) => `- ${escape([relation, ...columns].join('.'))} is kept: ${chosen === 'archive' ? 'archived' : 'renamed aside'}.`)
  return [`${proof ? proofWords(proof) : 'Not proved'} · ${source}`, '', ...(proof?.loses ?? []).map((text) => `- loses ${escape(text)}`), ...(proof?.differences ?? []).map(({ text }) => `- differs: ${escape(text)}`), ...kept]
}

function proofWords({ status, compared, problem, stale }: Proof): string {
  const old = stale ? ' (of another text)' : ''
  if (status === 'proved') return `Proved${old}: up, down, up again; schema and ${compared.tables} tables equal`
  if (status === 'schema_only') return `Schema only${old}: the schema comes back, data does not`
  if (status === 'differs') return `Differs${old}: the former schema does not come back`
  return `${status === 'impossible' ? 'Cannot be undone' : 'The undo fails'}${old}${problem ? `: ${escape(problem)}` : ''}`
}

/** Findings that belong to no migration, such as those on the whole batch. */
function findingsElsewhere({ findings }: Preview, migrations: readonly PreviewedMigration[], script: string | undefined): string[] {
  if (script !== undefined) return []
  const told = new Set(migrations.flatMap((migration) => findingsIn(findings, migration.script)))
  return section('## Findings on the batch', findings.filter((finding) => !told.has(finding)).map(findingLine))
}

function originLine({ mode, env, place, rows, at, notes }: Preview): string {
  const where = mode === 'target' ? `${env}, rolled back` : `a shadow of ${env}`
  const data = mode === 'target' ? '' : rows === 'none' ? ', no rows' : rows === 'sample' ? ', sample rows' : ', planner statistics only'
  return `_Previewed on ${where} (PostgreSQL ${place.serverVersion}${data}), ${at}${notes.length > 0 ? `, ${amount(notes.length, 'note')}` : ''}._`
}

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => escape(cell.replaceAll(/\s+/g, ' ')).replaceAll('|', String.raw`\|`)).join(' | ')} |`

/** Characters that Markdown would take for itself; names of SQL are full of underscores. */
function escape(text: string): string {
  return text.replaceAll(/[\\`*_<>[\]]/g, String.raw`\$&`)
}

const amount = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`

function count(value: number): string {
  return value >= 1_000_000 ? `${(value / 1_000_000).toFixed(1)} M` : Math.round(value).toLocaleString('en')
}

/** "about 40 s", "1 to 3 min". */
function range({ low, high }: { low: number; high: number }): string {
  if (high < 1) return 'under 1 s'
  const [from, to] = [time(low), time(high)]
  return high / Math.max(low, 0.001) <= 1.5 || from === to ? `about ${time((low + high) / 2)}` : `${from} to ${to}`
}

function time(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`
  if (seconds < 120) return `${Math.round(seconds)} s`
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`
}
