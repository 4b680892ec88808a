import type { BesideTables, MergeResult, RestoredTables, TableDifference } from '#shared/contract/restored-tables.ts'
import type { Look } from './look.ts'
import { table } from './table.ts'
import { bytes, count, duration, time } from './values.ts'

export function renderTables({ schema, tables, ms }: RestoredTables, look: Look): string {
  const rows = tables.map(({ schema: of, name, as, rows: loaded }) => [`${of}.${name}`, `${schema}.${as}`, loaded.toLocaleString('en')])
  return `${table(['Table', 'Restored as', { title: 'Rows', align: 'right' }], rows, look)}\n${look.paint.green('Restored beside')} in ${duration(ms)}; what was there is as it was.\nCompare: strata restore compare ${schema}\nMerge:   strata restore merge ${schema}\n`
}

export function renderBeside({ beside }: { beside: BesideTables[] }, look: Look): string {
  if (beside.length === 0) return 'No restored tables lie beside.\n'
  const rows = beside.map((one) => [one.schema, one.tables.map(({ schema, name }) => `${schema}.${name}`).join(', '), one.backup, time(one.at, look.timeZone), one.by, bytes(one.bytes)])
  return `${table(['Schema', 'Tables', 'Of backup', 'Restored', 'By', { title: 'Size', align: 'right' }], rows, look)}\n`
}

export function renderDifferences({ tables }: { tables: TableDifference[] }, look: Look): string {
  const number = (value: number) => value.toLocaleString('en')
  const rows = tables.map(({ schema, name, missing, changed, extra, problem }) => [`${schema}.${name}`, problem === null ? number(missing) : '', problem === null ? number(changed) : '', problem === null ? number(extra) : '', problem ?? ''])
  const list = table(['Table', { title: 'Only in the backup', align: 'right' }, { title: 'Differ', align: 'right' }, { title: 'Only here', align: 'right' }, ''], rows, look)
  const more = tables.flatMap(({ schema, name, triggers, reached, left }) => [
    ...(triggers.length > 0 ? [`${schema}.${name}: triggers ${triggers.join(', ')} fire with --fire-triggers alone.`] : []),
    ...(reached.length > 0 ? [`${schema}.${name}: a deleted row also reaches ${reached.join(', ')}.`] : []),
    ...(left.length > 0 ? [`${schema}.${name}: columns ${left.join(', ')} are left.`] : []),
  ])
  return `${list}\n${more.map((line) => `${line}\n`).join('')}`
}

export function renderMerge({ tables, safetyBackup, ms }: MergeResult, look: Look): string {
  const rows = tables.map(({ schema, name, inserted, updated, deleted }) => [`${schema}.${name}`, String(inserted), String(updated), String(deleted)])
  const head = table(['Table', { title: 'Inserted', align: 'right' }, { title: 'Changed', align: 'right' }, { title: 'Deleted', align: 'right' }], rows, look)
  return `${head}\n${look.paint.green('Merged')} ${count(tables.length, 'table')} in ${duration(ms)}.\n${safetyBackup === null ? '' : `Backup of the database before: ${safetyBackup}\n`}`
}
