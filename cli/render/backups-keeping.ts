import { trustOf } from '#shared/backups/trust.ts'
import type { RetentionReason } from '#shared/backups/retention.ts'
import type { DiskUse, RehearsalResult, RetainedBackup, ScheduledWork } from '#shared/contract/backups-keeping.ts'
import type { Backup } from '#shared/contract/backups.ts'
import type { Schedule } from '#shared/contract/environments.ts'
import type { Look } from './look.ts'
import { table } from './table.ts'
import { bytes, count, duration, indent, time } from './values.ts'

/** "verified 2026-11-22": what is known of a backup's worth. */
export function worth(backup: Backup, { paint, timeZone }: Look): string {
  const { trust, at, by } = trustOf(backup)
  const day = at === null ? '' : ` ${time(at, timeZone).slice(0, 10)}`
  if (trust === 'never') return 'never tried'
  if (trust === 'verified') return paint.green(`verified${day}`)
  if (trust === 'differs') return paint.yellow(`differs${day}`)
  return paint.red(trust === 'failed' ? `${by === 'rehearsal' ? 'failed rehearsal' : 'restore failed'}${day}` : trust.replaceAll('_', ' '))
}

/** "kept", the day on which it goes, or nothing. */
export function stay({ keep, expiresAt }: Pick<Backup, 'keep' | 'expiresAt'>, { timeZone }: Look): string {
  if (keep) return 'kept'
  if (expiresAt === null) return ''
  return Date.parse(expiresAt) <= Date.now() ? 'next clean-up' : time(expiresAt, timeZone).slice(0, 10)
}

/** What its last rehearsal found, as lines of `backup show`. */
export function renderWorth(backup: Backup, look: Look): string {
  const { rehearsal } = backup
  const keep = stay(backup, look)
  const lines = [`Condition  ${worth(backup, look)}`]
  if (rehearsal) lines.push(`Rehearsed  ${time(rehearsal.at, look.timeZone)} on ${rehearsal.server} by ${rehearsal.by} in ${duration(rehearsal.ms)}, comparing ${depthWords[rehearsal.depth]}`)
  for (const problem of rehearsal?.problems ?? []) lines.push(indent(problem, '           '))
  if (keep !== '') lines.push(backup.keep ? 'Expires    never, it is kept' : `Expires    ${keep}`)
  return `${lines.join('\n')}\n`
}

const depthWords = { counts: 'row counts', sample: 'row counts and a sample of the contents', all: 'row counts and all contents' } as const

export function renderRehearsal(result: RehearsalResult, look: Look): string {
  const { paint } = look
  const notes = result.notes.map((note) => `${paint.dim('note:')} ${note}\n`).join('')
  const size = `${count(result.tables, 'table')}, ${count(result.rows, 'row')}, ${depthWords[result.depth]}, on ${result.server} in ${duration(result.ms)}`
  if (result.outcome === 'verified') return `${notes}${paint.green('Verified:')} backup ${result.backup} was restored into a scratch database and is what its manifest says: ${size}\n`
  const rows = result.differences.map(({ subject, expected, found }) => [subject, expected, found])
  return `${notes}${paint.red('Differs:')} backup ${result.backup} could be restored, but not as it was: ${size}\n\n${table(['What', 'In the backup', 'Restored'], rows, look)}\n`
}

export function renderKeep({ backup }: { backup: Backup }): string {
  return backup.keep ? `Backup ${backup.id} is kept for ever: no rule deletes it.\n` : `Backup ${backup.id} is no longer kept: the rules of its environment decide.\n`
}

const reasonWords: Record<RetentionReason, string> = {
  kept: 'kept for ever', imported: 'imported', needed: 'needed', last_verified: 'last verified', last_three: 'one of the last three', dated_ahead: 'dated in the future',
  no_rule: 'no rule', count: 'among the newest', age: 'young enough', expired: 'expired',
}

function reasonsOf({ reasons, neededBy }: RetainedBackup): string {
  return reasons.map((reason) => (reason === 'needed' ? `needed by ${neededBy.join(', ')}` : reasonWords[reason])).join(', ')
}

export function renderRetention({ backups, disk }: { backups: RetainedBackup[]; disk: DiskUse[] }, look: Look): string {
  const rows = backups.map((backup) => [backup.id, backup.env, time(backup.createdAt, look.timeZone), bytes(backup.bytes), backup.deleted ? look.paint.yellow('goes') : 'stays', reasonsOf(backup), stay({ keep: false, expiresAt: backup.expiresAt }, look)])
  const listed = backups.length === 0 ? 'No backups yet.\n' : `${table(['Backup', 'Environment', 'Made', { title: 'Size', align: 'right' }, 'Rules', 'Because', 'Expires'], rows, look)}\n`
  const folders = disk.map(({ folder, backups: number, bytes: size, free }) => `${folder}: ${count(number, 'backup')}, ${bytes(size)}${free === null ? '' : `, ${bytes(free)} free`}\n`)
  return `${listed}\n${folders.join('')}`
}

export function renderPruned({ deleted, bytes: size, dryRun }: { deleted: RetainedBackup[]; bytes: number; dryRun: boolean }, look: Look): string {
  if (deleted.length === 0) return 'The rules delete nothing.\n'
  const rows = deleted.map(({ id, createdAt, bytes: own, reason }) => [id, time(createdAt, look.timeZone), bytes(own), reason])
  const verdict = dryRun ? `${count(deleted.length, 'backup')} would be deleted, ${bytes(size)}. Nothing was changed.` : `${count(deleted.length, 'backup')} deleted; ${bytes(size)} are free again.`
  return `${table(['Backup', 'Made', { title: 'Size', align: 'right' }, 'Why'], rows, look)}\n\n${verdict}\n`
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

/** "every day at 02:30". */
export function scheduleWords({ every, at, weekday }: Schedule): string {
  if (every === 'hour') return `every hour at minute ${Number(at.slice(3))}`
  return every === 'day' ? `every day at ${at}` : `every ${weekdays[weekday] ?? ''} at ${at}`
}

export function renderSchedule({ work }: { work: ScheduledWork[] }, look: Look): string {
  if (work.length === 0) return 'Nothing runs by itself. Set a schedule with "strata env add --backup-every day", or in the settings of the environment.\n'
  const rows = work.map(({ env, what, schedule, nextAt, last }) => [env, what, scheduleWords(schedule), time(nextAt, look.timeZone), last ? `${lastWords(last.state, look)} ${time(last.at, look.timeZone)}` : 'not yet'])
  const problems = work.flatMap(({ env, what, last }) => (last?.problem ? [`${env}, ${what}: ${last.problem}${last.retryAt ? ` Next try ${time(last.retryAt, look.timeZone)}.` : ''}\n`] : []))
  return `${table(['Environment', 'What', 'When', 'Next', 'Last'], rows, look)}\n${problems.length > 0 ? `\n${problems.join('')}` : ''}Schedules run while the desktop or "strata serve" runs.\n`
}

function lastWords(state: NonNullable<ScheduledWork['last']>['state'], { paint }: Look): string {
  return { running: 'running since', succeeded: paint.green('done'), failed: paint.red('failed') }[state]
}
