import type { Archive, PutBackResult } from '#shared/contract/archives.ts'
import type { Look } from './look.ts'
import { table } from './table.ts'
import { bytes, count, time } from './values.ts'

export function renderArchives({ archives, bytes: all }: { archives: Archive[]; bytes: number }, look: Look): string {
  if (archives.length === 0) return 'No data is kept here.\n'
  const rows = archives.map((archive) => [
    archive.table, about(archive), archive.kind.replaceAll('_', ' '), archive.rows.toLocaleString('en'), bytes(archive.bytes), when(archive.at, look), when(archive.expiresAt, look), archive.problem === null ? look.paint.green('can be put back') : look.paint.yellow(archive.problem),
  ])
  const list = table(['Archive', 'Of', 'Lost by', { title: 'Rows', align: 'right' }, { title: 'Size', align: 'right' }, 'Kept', 'Expires', ''], rows, look)
  return `${list}\n${count(archives.length, 'archive')}, ${bytes(all)}\n`
}

function about({ relation, columns, kind }: Archive): string {
  const values = kind === 'drop_column' || kind === 'narrowing_type' || kind === 'update'
  return values ? `${relation} (${columns.join(', ')})` : relation
}

const when = (at: string | null, { timeZone }: Look) => (at === null ? '' : time(at, timeZone))

export function renderPutBack({ table: name, relation, inserted, updated, left, notes }: PutBackResult): string {
  const rest = left > 0 ? `${count(left, 'row')} with other values stayed; --overwrite replaces them.\n` : ''
  return `${relation} is put back from ${name}: ${count(inserted, 'row')} inserted, ${updated} updated.\n${rest}${notes.map((note) => `${note}\n`).join('')}The archive is still there; drop it when it is no longer needed.\n`
}

export function renderDropped({ dropped }: { dropped: string }): string {
  return `Archive ${dropped} is dropped.\n`
}

export function renderExpired({ dropped }: { dropped: string[] }): string {
  return dropped.length === 0 ? 'No archive has expired.\n' : `${count(dropped.length, 'expired archive')}:\n${dropped.map((name) => `  ${name}\n`).join('')}`
}
