import type { RollbackLoss, RollbackPlan, RollbackPreview, RollbackRecord, RollbackResult, RollbackStep, RollbackWay } from '#shared/contract/rollback.ts'
import { renderDiagnostics } from './diagnostics.ts'
import type { Look } from './look.ts'
import { versionName } from './migrations.ts'
import { table } from './table.ts'
import { bytes, count, duration, time } from './values.ts'

export function renderRollbackPlan(plan: RollbackPlan, look: Look): string {
  const { env, point, now, ways, notes, nothing } = plan
  const head = `${look.paint.bold(env)}  back to ${time(point.at, look.timeZone)}: ${versionName(now.highest)} -> ${versionName(point.highest)}\n`
  const told = `${head}${point.known ? '' : 'What the schema was then is not known here: a preview builds it from the migrations.\n'}${renderDiagnostics(notes, look)}`
  if (nothing) return `${told}Nothing to do: the migrations are as they were then.\n${ways.filter(({ id }) => id !== 'scripts').map((way) => renderWay(way, look)).join('')}`
  return `${told}${ways.map((way) => renderWay(way, look)).join('')}`
}

const wayNames = { scripts: 'By scripts: data written since stay', mixed: 'A later backup, then scripts', restore: 'The nearest backup before the point' } as const

function renderWay(way: RollbackWay, look: Look): string {
  const { paint } = look
  const can = { yes: paint.green('possible'), after_preview: paint.yellow('possible once a preview has written the undos that are missing'), no: paint.red('not possible') }[way.possible]
  const head = `\n${paint.bold(wayNames[way.id])}  ${can}\n`
  if (way.possible === 'no') return `${head}${renderDiagnostics(way.reasons, look)}`
  const backup = way.backup ? `Backup ${way.backup.id} of ${time(way.backup.at, look.timeZone)}, ${versionName(way.backup.version)}, ${bytes(way.backup.bytes)}, ${{ verified: 'verified', differs: 'restored, differs', never: 'never tried' }[way.backup.verified]}\n` : ''
  const steps = way.steps.map((step) => `  ${step.number}. ${stepWords(step)}\n`).join('')
  return `${head}${backup}${steps}${renderLosses(way.losses, look)}Takes ${rangeWords(way.seconds)}\n${renderDiagnostics(way.reasons, look)}${paint.dim(`Plan ${way.fingerprint}`)}\n`
}

function stepWords({ method, script, trust, archives, loses, backup, seconds }: RollbackStep): string {
  const what = {
    safety_backup: 'Make a safety backup', undo: `Undo with ${script}`, generated_undo: `Undo with ${script}, which Strata writes and which is in no file`, apply: `Apply ${script}`, repeat: `Run ${script} with the text that it had`,
    restore: `Restore ${backup} into a database beside`, swap: 'Put the restored database in its place, and keep the old one aside', check: 'Compare with the point',
  }[method]
  const proof = trust ? { proved: 'proved', schema_only: 'proved for the schema, not for all data', none: 'not tried yet' }[trust.status] : ''
  const archived = archives.map(({ relation, rows }) => `puts ${count(rows, 'archived row')} back into ${relation}`)
  return [`${what}${seconds && seconds.high > 2 ? ` (${rangeWords(seconds)})` : ''}`, proof, ...archived, ...loses].filter(Boolean).join('; ')
}

const bases = { counted: 'counted', estimated: 'estimated', statistics: 'by the statistics', row_counts: 'by the numbers of rows', unknown: 'not known' } as const

function renderLosses(losses: readonly RollbackLoss[], look: Look): string {
  if (losses.length === 0) return 'Would be lost: nothing that is known of\n'
  const rows = losses.map(({ relation, columns, rows: many, inserted, updated, deleted, basis }) => [
    columns.length > 0 ? `${relation} (${columns.join(', ')})` : relation, many === null ? '?' : many.toLocaleString('en'), inserted === null ? '' : `${inserted} inserted, ${updated} updated, ${deleted} deleted`, bases[basis],
  ])
  return `Would be lost:\n${table(['Table', { title: 'Rows', align: 'right' }, 'Written since', 'How known'], rows, look)}\n`
}

function rangeWords(range: { low: number; high: number } | null): string {
  if (range === null) return 'a time that is not known'
  return range.high < 1 ? 'less than a second' : range.low === range.high ? duration(range.high * 1000) : `${duration(range.low * 1000)} to ${duration(range.high * 1000)}`
}

export function renderRollbackPreview({ verdict, differences, generated, waits, seconds, notes }: RollbackPreview, look: Look): string {
  const { paint } = look
  const words = {
    works: paint.green('It works: the scripts ran in a shadow, and the schema was then what it was at the point.'), unknown: paint.yellow('What the schema was at the point is not known, so the end cannot be compared.'),
    differs: paint.yellow('The scripts ran in a shadow, but the schema was then not all that it was at the point:'), fails: paint.red('It fails:'),
  }[verdict]
  const undos = generated.map(({ script, undo, status, problem }) => `Written: ${undo} for ${script}, ${status.replace('_', ' ')}${problem ? `: ${problem}` : ''}\n`).join('')
  const lines = [...differences, ...waits.map((text) => `Waits: ${text}`)].map((text) => `  ${text}\n`).join('')
  return `${undos}${words}\n${lines}${seconds ? `On the environment it takes ${rangeWords(seconds)}\n` : ''}${renderDiagnostics(notes, look)}`
}

export function renderRollback(result: RollbackResult, look: Look): string {
  const { paint } = look
  const { outcome, differences, version, backup, forward, ms, rollback } = result
  const words = {
    reached: paint.green('Reached: the schema is what it was at that point'), unknown: paint.yellow('Done; what the schema was at that point is not known, so it was not compared'),
    differs: paint.yellow('Done, but the schema is not all that it was at that point'),
  }[outcome]
  const made = backup ? `Safety backup ${backup.id} (${bytes(backup.bytes)})\n` : ''
  const ahead = forward.way === 'apply' ? `Forward again: strata rollback --before ${rollback}\n` : forward.way === 'put_back' ? `Forward again: put ${forward.database ?? 'the replaced database'} back; it is kept aside\n` : ''
  return `${words}: ${result.env} is at ${versionName(version)}, in ${duration(ms)}\n${differences.map((text) => `  ${text}\n`).join('')}${made}${ahead}`
}

export function renderUnfinished({ rollbacks }: { rollbacks: RollbackRecord[] }, look: Look): string {
  if (rollbacks.length === 0) return 'No way back stopped in the middle.\n'
  const rows = rollbacks.map(({ id, env, startedAt, state, steps, problem }) => [id, env, time(startedAt, look.timeZone), state, `${steps.filter((step) => step.state === 'done').length} of ${steps.length}`, problem ?? ''])
  const [first] = rollbacks
  const next = first ? `Go on: strata rollback --env ${first.env} --to-time ${first.at}. Go back: strata rollback --env ${first.env} --before ${first.id}. Leave it so: strata rollback leave ${first.id}\n` : ''
  return `${table(['Way back', 'Environment', 'Began', 'State', 'Steps done', 'Problem'], rows, look)}\n${next}`
}
