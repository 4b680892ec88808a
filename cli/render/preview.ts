import type { Preview, PreviewedMigration, Proof, TracedStatement } from '#shared/contract/preview.ts'
import type { Report } from '../report/report.ts'
import { renderDiagnostics } from './diagnostics.ts'
import { renderError } from './error.ts'
import type { Look } from './look.ts'
import { bytes, count, duration } from './values.ts'
import { fit } from './width.ts'

/** What a person reads on a terminal: each migration, what it took, whether it can be taken back, what was found. */
export function renderReport(report: Report, look: Look): string {
  const { preview, command, findings } = report
  const parts = [preview && renderPreview(preview, command === 'prove', look), renderDiagnostics(findings, look), summary(report, look)]
  return parts.filter(Boolean).join('\n')
}

function renderPreview(preview: Preview, onlyProofs: boolean, look: Look): string {
  const { place, migrations, notes } = preview
  const head = `${look.paint.dim(`Ran on ${place.title}, PostgreSQL ${place.serverVersion}, in ${duration(preview.ms)}`)}\n`
  const each = migrations.map((migration) => (onlyProofs ? proofHead(migration, look) : renderMigration(migration, look)))
  return [head + renderDiagnostics(notes, look), ...each].join('\n')
}

function renderMigration(migration: PreviewedMigration, look: Look): string {
  const { script, outcome, error, statements, effect, reason } = migration
  const { paint } = look
  const state = { ran: '', failed: paint.red('  failed'), not_run: paint.dim('  not run') }[outcome]
  const outside = reason === null ? '' : paint.dim(`  outside a transaction: ${reason}`)
  const lines = [
    `${paint.bold(script)}${state}${outside}`,
    ...statements.map((statement) => `  ${statementLine(statement, look)}`),
    ...effect.map(({ sign, text, tone }) => `  ${mark(sign, tone, look)} ${text}`),
    error && renderError(error, look).trimEnd(),
    undoLine(migration, look),
  ]
  return `${lines.filter(Boolean).join('\n')}\n`
}

const signs: Record<PreviewedMigration['effect'][number]['sign'], string> = { added: '+', removed: '-', changed: '~', renamed: '>', data: '#', waits: '!', note: '·' }

function mark(sign: keyof typeof signs, tone: 'plain' | 'careful' | 'danger', { paint }: Look): string {
  return { plain: paint.dim, careful: paint.yellow, danger: paint.red }[tone](signs[sign])
}

/** `line 3  ALTER TABLE  ACCESS EXCLUSIVE on public.orders · rewrites public.orders · about 20 to 60 s`. */
export function statementLine(statement: TracedStatement, { paint, width }: Look): string {
  const { line, command, outcome, reason, ms } = statement
  const place = paint.dim(`line ${line}`.padEnd(9))
  if (outcome === 'not_run') return `${place} ${command}  ${paint.dim('not run')}`
  if (outcome === 'skipped') return `${place} ${command}  ${paint.yellow(`skipped: ${reason ?? ''}`)}`
  const took = [lockWords(statement), ...workWords(statement), targetWords(statement) ?? (ms === null ? '' : duration(ms))].filter(Boolean).join(' · ')
  const text = fit(`${command}  ${took}`, Math.max(40, width - 14))
  const strong = statement.blocks.includes('reads') ? paint.red : statement.blocks.includes('writes') ? paint.yellow : paint.dim
  return `${place} ${outcome === 'failed' ? paint.red(`${text} · failed`) : strong(text)}`
}

function lockWords({ locks }: TracedStatement): string {
  const old = locks.filter(({ isNew, kind }) => !isNew && kind !== 'index' && kind !== 'catalog')
  const [strongest] = old.toSorted((a, b) => strength(b.mode) - strength(a.mode))
  if (!strongest) return ''
  const others = old.filter(({ mode, relation }) => mode === strongest.mode && relation !== strongest.relation).length
  return `${strongest.mode} on ${strongest.relation}${others > 0 ? ` and ${others} more` : ''}`
}

const order = ['ACCESS SHARE', 'ROW SHARE', 'ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE', 'SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE']

function strength(mode: string): number {
  return order.indexOf(mode)
}

function workWords({ rewrites, scans, indexes, rows }: TracedStatement): string[] {
  const written = rows.map(({ relation, inserted, updated, deleted, by }) => `${[inserted && `${inserted} inserted`, updated && `${updated} updated`, deleted && `${deleted} deleted`].filter(Boolean).join(', ')} in ${relation}${by === 'effect' ? ' by a trigger or cascade' : ''}`)
  return [
    rewrites.length > 0 ? `rewrites ${rewrites.map(({ relation }) => relation).join(', ')}` : '',
    scans.length > 0 ? `scans ${scans.map(({ relation }) => relation).join(', ')}` : '',
    indexes.map(({ action, name }) => `${action === 'dropped' ? 'drops' : action === 'built' ? 'builds' : 'rebuilds'} ${name}`).join(', '),
    ...written,
  ].filter((word) => word !== '')
}

function targetWords({ onTarget }: TracedStatement): string | undefined {
  if (!onTarget?.seconds) return undefined
  const rows = onTarget.rows === null ? '' : `${count(onTarget.rows, 'row')} · `
  const wal = onTarget.walBytes === null || onTarget.walBytes < 1e6 ? '' : ` · ${bytes(onTarget.walBytes)} of WAL`
  return `${rows}${rangeWords(onTarget.seconds)}${wal}`
}

function rangeWords({ low, high }: NonNullable<Preview['seconds']>): string {
  return high < 0.001 ? 'under 1 ms' : `about ${duration(low * 1000)} to ${duration(high * 1000)}`
}

function undoLine({ undo, proof, kind }: PreviewedMigration, look: Look): string {
  if (proof) return `  Undo: ${proofWords(proof, look)}`
  if (kind !== 'versioned') return ''
  return undo.source === 'none' ? `  Undo: ${look.paint.yellow('none')}${undo.problem === null ? '' : `. ${undo.problem}`}` : `  Undo: ${undo.source === 'file' ? (undo.script ?? '') : 'can be generated'}, not proved`
}

function proofHead({ script, outcome, proof, error }: PreviewedMigration, look: Look): string {
  const words = proof ? proofWords(proof, look) : look.paint.dim(outcome === 'ran' ? 'not tried' : 'the migration did not run')
  const failure = error ? `\n${renderError(error, look).trimEnd()}` : ''
  return `${look.paint.bold(script)}  ${words}${failure}\n`
}

/** A badge, and below it what does not come back or differs. */
export function proofWords(proof: Proof, look: Look): string {
  const { paint } = look
  const { status, undo, loses, differences, weak, problem, error, compared } = proof
  const badge = {
    proved: paint.green('proved'),
    schema_only: paint.yellow('schema only, data does not come back'),
    differs: paint.red('differs after the undo'),
    impossible: paint.red('cannot be undone'),
    failed: paint.red('the undo failed'),
  }[status]
  const extent = undo === 'none' ? '' : paint.dim(` (${undo === 'file' ? (proof.undoScript ?? 'undo file') : 'generated'}; ${count(compared.tables, 'table')}, ${count(compared.rows, 'row')} compared)`)
  const lines = [...loses.map((text) => `does not come back: ${text}`), ...differences.map(({ text }) => `differs: ${text}`), problem ?? '', ...weak.map(({ message }) => paint.dim(`note: ${message}`))]
  const failure = error ? `\n${renderError(error, look).trimEnd()}` : ''
  return `${badge}${extent}${lines.filter(Boolean).map((line) => `\n    ${line}`).join('')}${failure}`
}

const verdicts = { safe: 'safe', careful: 'careful', dangerous: 'dangerous', failed: 'failed' } as const

function summary({ command, preview, findings, files }: Report, { paint }: Look): string {
  const number = (severity: string) => findings.filter((one) => one.severity === severity).length
  const found = `${count(number('error'), 'error')}, ${count(number('warning'), 'warning')}, ${number('info')} to know`
  if (!preview) return `${count(files, 'file')}: ${findings.length === 0 ? paint.green('no findings') : found}\n`
  if (preview.migrations.length === 0) return 'Nothing is pending.\n'
  if (command === 'prove') {
    const proved = preview.migrations.filter(({ proof }) => proof?.status === 'proved').length
    return `${proved} of ${count(preview.migrations.length, 'undo')} proved\n`
  }
  const colour = { safe: paint.green, careful: paint.yellow, dangerous: paint.red, failed: paint.red }[preview.verdict]
  const seconds = preview.seconds ? `, ${rangeWords(preview.seconds)} on ${preview.env}` : ''
  return `${count(preview.migrations.length, 'migration')}: ${colour(verdicts[preview.verdict])}${seconds}; ${found}\n`
}
