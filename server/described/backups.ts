import { AppError } from '#shared/contract/app-error.ts'
import { asAppError } from '#shared/contract/client.ts'
import type { Backup, Manifest } from '#shared/contract/backups.ts'
import type { ReplaceResult } from '#shared/contract/restores.ts'
import { localTime, type DescribedName } from '#engine/described/described-backups.ts'
import { consentOf, environmentOf, resultOf, type DescribedCall } from './call.ts'
import type { DescribedBackup } from './schemas.ts'

interface Where {
  environment?: string | undefined
}

export async function createBackup(call: DescribedCall, { environment: asked, migrationVersion, tables = [] }: Where & { migrationVersion: string; tables?: readonly string[] | undefined }): Promise<DescribedBackup> {
  const environment = await environmentOf(call, asked)
  const reason = `Before version ${migrationVersion}`
  const started = await call.client.backups.create({ env: environment.id, reason, ...(tables.length > 0 && { onlyTables: [...tables] }) })
  const manifest = await resultOf<Manifest>(call, started)
  return described((await call.client.backups.show({ backup: manifest.id })).backup, await call.names.name(manifest, migrationVersion))
}

export async function listBackups(call: DescribedCall, { environment: asked }: Where): Promise<Omit<DescribedBackup, 'description'>[]> {
  const environment = await environmentOf(call, asked)
  const { backups } = await call.client.backups.list({ env: environment.id })
  const names = await call.names.names(backups)
  return backups.flatMap((backup) => {
    const name = names.get(backup.id)
    if (!name) return []
    const { description: _description, ...listed } = described(backup, name)
    return [listed]
  })
}

interface One {
  backupId: string
}

export async function showBackup(call: DescribedCall, { backupId }: One): Promise<DescribedBackup> {
  const { backup, name } = await found(call, backupId)
  return described(backup, name)
}

/** A backup that is gone, or that the caller may not see, is not there under this name either. */
async function found({ client, names }: DescribedCall, backupId: string): Promise<{ backup: Backup; name: DescribedName }> {
  const name = await names.find(backupId)
  try {
    return { backup: (await client.backups.show({ backup: name.backup })).backup, name }
  } catch (thrown) {
    throw asAppError(thrown).code === 'not_found' ? new AppError('not_found', { what: 'backup', name: backupId }) : thrown
  }
}

/** Replaces the database; the one that was there is kept, and backed up before. */
export async function restoreBackup(call: DescribedCall, { backupId, endSessions, ...said }: One & { endSessions: boolean; confirm?: string | undefined; reason?: string | undefined; confirmationToken?: string | undefined }): Promise<{ message: string }> {
  const { backup } = await found(call, backupId)
  const result = await resultOf<ReplaceResult>(call, await call.client.restores.replace({ backup: backup.id, endSessions, ...consentOf(said) }))
  if (result.outcome !== 'swapped') throw heldBack(result)
  return { message: await restoredWords(call, backupId, result) }
}

async function restoredWords({ client, names }: DescribedCall, backupId: string, { database, aside, safetyBackup, comparison }: ReplaceResult): Promise<string> {
  const kept = aside ? ` The one that was there is kept as ${aside.database}${aside.until === null ? '' : ` until ${aside.until.slice(0, 10)}`}.` : ''
  const saved = safetyBackup === null ? '' : ` A backup of it is ${(await names.name((await client.backups.show({ backup: safetyBackup })).manifest)).id}.`
  return `Database ${database} was restored from ${backupId} and compared with it: ${comparison.tables} tables, ${comparison.rows} rows.${kept}${saved}`
}

function heldBack({ database, notes, comparison }: ReplaceResult): AppError {
  const [first] = comparison.differences
  const problem = first ? `the restored database differs from the backup: ${first.subject}: ${first.expected} expected, ${first.found} found` : (notes[0] ?? 'it was not swapped')
  return new AppError('restore_failed', { database, problem }, { state: 'The database is as it was. The restored one is kept ready beside it.', help: 'Look at it under Backups, where the swap can be finished or taken back.' })
}

export async function deleteBackup(call: DescribedCall, { backupId }: One): Promise<{ message: string }> {
  const { backup } = await found(call, backupId)
  const { bytes } = await call.client.backups.delete({ backup: backup.id })
  await call.names.forget(backupId)
  return { message: `Backup ${backupId} was deleted: ${bytes} bytes.` }
}

function described({ file, createdAt, bytes, condition, reason, lastRestore, migrationVersion }: Backup, { id, version }: DescribedName): DescribedBackup {
  return {
    backupId: id, migrationVersion: version ?? migrationVersion, backupPath: file, backupTime: localTime(new Date(createdAt)), backupSize: bytes,
    status: condition === 'ok' ? 'SUCCESS' : 'FAILED', description: reason, restored: lastRestore !== null && lastRestore.outcome !== 'failed',
  }
}
