import type { z } from 'zod'
import type { repairResultSchema, RunResult } from '#shared/contract/migrations.ts'
import type { Look } from './look.ts'
import { versionName } from './migrations.ts'
import { table } from './table.ts'
import { bytes, count, duration } from './values.ts'

export function renderRun({ direction, from, to, migrations, backup, ms }: RunResult, look: Look): string {
  const made = backup ? `Backup ${backup.id} (${bytes(backup.bytes)}) was made first.\n` : ''
  if (migrations.length === 0) return `Nothing to do: ${versionName(to ?? from)} is there already.\n${made}`
  const rows = migrations.map((migration) => [migration.version ?? 'repeatable', migration.description, String(migration.statements), duration(migration.ms)])
  const list = table(['Version', 'Description', { title: 'Statements', align: 'right' }, { title: 'Time', align: 'right' }], rows, look)
  const done = `${direction === 'up' ? 'Applied' : 'Undone'}: ${count(migrations.length, 'migration')} in ${duration(ms)}`
  return `${list}\n\n${look.paint.green(done)}, ${versionName(from)} -> ${versionName(to)}\n${made}`
}

export function renderBaseline({ version }: { version: string }): string {
  return `The database is declared to be at version ${version}; nothing up to it will run.\n`
}

export function renderRepair({ removedFailed, alignedChecksums, markedDeleted }: z.infer<typeof repairResultSchema>): string {
  const lines = [
    removedFailed.length > 0 && `Removed failures: ${removedFailed.join(', ')}`,
    alignedChecksums.length > 0 && `Aligned checksums: ${alignedChecksums.join(', ')}`,
    markedDeleted.length > 0 && `Marked as deleted: ${markedDeleted.join(', ')}`,
  ].filter(Boolean)
  return `${lines.length === 0 ? 'Nothing to repair: the history is in line with the files.' : lines.join('\n')}\n`
}
