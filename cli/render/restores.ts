import type { Replaced, ReplaceResult, SwapResult, UnfinishedSwap } from '#shared/contract/restores.ts'
import { renderRestore } from './backups.ts'
import type { Look } from './look.ts'
import { table } from './table.ts'
import { bytes, duration, indent, time } from './values.ts'

/** How it compares first, then what became of the databases. */
export function renderReplace({ comparison, backup, safetyBackup, ...swap }: ReplaceResult, look: Look): string {
  const restored = renderRestore({ ...comparison, backup, database: swap.database, ms: swap.ms }, look)
  const safety = safetyBackup === null ? '' : `Backup of the database before: ${safetyBackup}\n`
  return `${restored}${safety}${renderSwap(swap, look)}`
}

export function renderSwap({ database, outcome, aside, swap, ended, notes, ms }: SwapResult, look: Look): string {
  const more = notes.map((note) => `${note}\n`).join('')
  if (outcome === 'went_back') return `Gone back in ${duration(ms)}.\n${more}`
  if (outcome === 'held') return `${look.paint.yellow('Not swapped:')} ${database} is as it was, and the restored database is ready beside it.\n${more}Finish it: strata restore resume ${swap} --direction forward\nGo back:   strata restore resume ${swap} --direction back\n`
  const kept = aside ? `The database that was there is kept as ${look.paint.bold(aside.database)}${aside.until === null ? '' : ` until ${time(aside.until, look.timeZone)}`}.\nPut it back: strata restore put-back ${aside.database}\n` : ''
  return `${look.paint.green('Swapped:')} ${database} in ${duration(ms)}${ended > 0 ? `; ${ended} sessions were ended` : ''}.\n${more}${kept}`
}

export function renderReplaced({ replaced }: { replaced: Replaced[] }, look: Look): string {
  if (replaced.length === 0) return 'No replaced database is kept here.\n'
  const rows = replaced.map((one) => [
    one.database, one.of, time(one.at, look.timeZone), one.by, one.bytes === null ? '' : bytes(one.bytes), one.until === null ? 'until dropped' : `${one.expired ? 'over since' : 'until'} ${time(one.until, look.timeZone)}`, one.problem ?? one.reason,
  ])
  return `${table(['Database', 'Was', 'Replaced', 'By', { title: 'Size', align: 'right' }, 'Kept', 'Why'], rows, look)}\n`
}

export function renderExpiry({ dropped, kept }: { dropped: string[]; kept: { database: string; problem: string }[] }): string {
  if (dropped.length + kept.length === 0) return 'No replaced database has expired.\n'
  return `${dropped.map((name) => `  ${name}\n`).join('')}${kept.map(({ database, problem }) => `  ${database} stays: ${problem}\n`).join('')}`
}

export function renderUnfinished({ swaps }: { swaps: UnfinishedSwap[] }, { paint }: Look): string {
  if (swaps.length === 0) return 'No swap was cut off.\n'
  return swaps.map((one) => {
    const forward = `${paint.bold('forward')}${one.forward ? '' : ' (not possible)'}: ${one.ifForward}`
    const back = `${paint.bold('back')}${one.back ? '' : ' (not possible)'}: ${one.ifBack}`
    return `${paint.yellow(one.swap)}  ${one.env}, database ${one.database}, begun ${one.at} by ${one.by}\n${indent(`${one.found}\n${forward}\n${back}\nstrata restore resume ${one.swap} --env ${one.env} --direction forward|back`)}\n`
  }).join('\n')
}
