import type { Backup, Manifest, RestoreResult } from '#shared/contract/backups.ts'
import { renderWorth, stay, worth } from './backups-keeping.ts'
import type { Look } from './look.ts'
import { table } from './table.ts'
import { bytes, count, duration, indent, time } from './values.ts'

export function renderBackups({ backups }: { backups: Backup[] }, look: Look): string {
  if (backups.length === 0) return 'No backups yet.\nMake one: strata backup create --env NAME\n'
  const rows = backups.map((backup) => [
    backup.id, backup.env, time(backup.createdAt, look.timeZone), backup.migrationVersion ?? '', bytes(backup.bytes), worth(backup, look), stay(backup, look), backup.reason || backup.trigger.replaceAll('_', ' '),
  ])
  return `${table(['Backup', 'Environment', 'Made', 'Version', { title: 'Size', align: 'right' }, 'Condition', 'Expires', 'Why'], rows, look)}\n`
}

export function renderBackup({ manifest, backup }: { manifest: Manifest; backup: Backup }, look: Look): string {
  const rows = manifest.tables.map(({ schema, name, rows: rowCount, bytes: size }) => [`${schema}.${name}`, rowCount.toLocaleString('en'), bytes(size)])
  const tables = table(['Table', { title: 'Rows', align: 'right' }, { title: 'Size', align: 'right' }], rows, look)
  return `${renderManifest(manifest, look)}${renderWorth(backup, look)}\n${tables}\n`
}

/** Also the result of making one. */
export function renderManifest(manifest: Manifest, look: Look): string {
  const rows = manifest.tables.reduce((sum, { rows: rowCount }) => sum + rowCount, 0)
  return [
    `Backup     ${look.paint.bold(manifest.id)}`,
    `Of         ${manifest.env} (${manifest.envClass}), database ${manifest.database}, PostgreSQL ${manifest.serverVersion}`,
    `Version    ${manifest.migrationVersion ?? 'no history'}`,
    `Made       ${time(manifest.createdAt, look.timeZone)} by ${manifest.by} in ${duration(manifest.ms)}${manifest.reason ? `: ${manifest.reason}` : ''}`,
    `File       ${manifest.file} (${bytes(manifest.bytes)})`,
    `SHA-256    ${manifest.sha256}`,
    `Holds      ${scopeWords(manifest)}${count(manifest.tables.length, 'table')}, ${count(rows, 'row')}`,
    `Written    ${[manifest.format ?? 'custom', manifest.compression && `compressed by ${manifest.compression}`, manifest.encryption && `encrypted for ${manifest.encryption.recipient}`].filter(Boolean).join(', ')}`,
    ...(manifest.globals ? [`Globals    ${manifest.globals.file} (${bytes(manifest.globals.bytes)})`] : []),
    ...(manifest.notes ?? []).map((note) => `Note       ${note}`),
    '',
  ].join('\n')
}

function scopeWords({ scope }: Manifest): string {
  if (!scope) return ''
  const content = { all: '', schema: 'definitions alone', data: 'rows alone' }[scope.content]
  const limit = scope.tables.length > 0 ? 'chosen tables' : scope.schemas.length > 0 ? `schemas ${scope.schemas.join(', ')}` : ''
  return `${[content, limit].filter(Boolean).join(' of ')}: `
}

export function renderDeleted({ deleted, bytes: size }: { deleted: string; bytes: number }): string {
  return `Backup ${deleted} is deleted; ${bytes(size)} are free again.\n`
}

export function renderRestore(result: RestoreResult, look: Look): string {
  const { paint } = look
  const harmless = result.harmless.map(({ message, why }) => `${paint.dim('harmless:')} ${message}\n${indent(why)}\n`).join('')
  const size = `${count(result.tables, 'table')}, ${count(result.rows, 'row')} in ${duration(result.ms)}`
  if (result.outcome === 'verified') return `${harmless}${paint.green('Verified:')} ${result.database} is what backup ${result.backup} says: ${size}\n`
  const rows = result.differences.map(({ subject, expected, found }) => [subject, expected, found])
  return `${harmless}${paint.yellow('Restored, differs:')} ${result.database} is not all that backup ${result.backup} says: ${size}\n\n${table(['What', 'In the backup', 'Restored'], rows, look)}\n`
}
