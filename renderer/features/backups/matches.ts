import type { Backup } from '#shared/contract/backups.ts'

/** Every word of the search stands somewhere in what a person knows of the backup. */
export function matches(backup: Backup, search: string): boolean {
  const { id, env, database, by, reason, trigger, migrationVersion, createdAt, serverVersion } = backup
  const text = [id, env, database, by, reason, trigger, migrationVersion && `v${migrationVersion}`, createdAt, serverVersion].filter(Boolean).join(' ').toLowerCase()
  return search.toLowerCase().split(/\s+/).every((word) => text.includes(word))
}

/** A name for the new database that says where it comes from; PostgreSQL cuts names after 63 bytes. */
export function proposedName(database: string, createdAt: string): string {
  const [, year, month, day, hour, minute] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+)/.exec(createdAt) ?? []
  const stamp = year ? `_${year}${month}${day}_${hour}${minute}` : ''
  return `${database.slice(0, 63 - 9 - stamp.length)}_restored${stamp}`.slice(0, 63)
}
