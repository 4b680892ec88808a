import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { identityToRecipient } from 'age-encryption'
import { AppError } from '#shared/contract/app-error.ts'
import type { Handlers } from '#shared/contract/handlers.ts'
import { backupKey, holdKey, identitiesOf, readIdentity } from '../backups/encryption/backup-key.ts'
import { exportBackup } from '../backups/export-backup.ts'
import { importDump } from '../backups/import/import-dump.ts'
import { findBackup } from '../backups/manifests.ts'
import type { Engine } from '../engine.ts'

const warning = 'Whoever has this key can read every backup that is encrypted for it; without it nobody can. Keep it where the backups are not.'

/** Bringing backups in and out, and the key of those that are encrypted. */
export function backupsFilesOperations(engine: Engine): Pick<Handlers<'backups'>, 'import' | 'export' | 'key' | 'revealKey' | 'importKey' | 'importKeyFile'> {
  const take = async (text: string) => {
    const { identity, recipient } = await readIdentity(text)
    await holdKey(engine.vault, identity)
    return { recipient }
  }
  return {
    import: ({ env, file, reason }) => {
      const environment = engine.environments.get(env)
      return engine.jobs.start({ operation: 'backups.import', env: environment.name, input: { env, file, reason } }, (job) => importDump(engine, environment, { file: resolve(file), reason, ...job }))
    },
    export: async ({ backup, folder, decrypt }) => {
      const stored = await findBackup(engine, backup)
      return engine.jobs.start({ operation: 'backups.export', env: stored.manifest.env, input: { backup, folder, decrypt } }, (job) => exportBackup(engine, stored, { folder: resolve(folder), decrypt, ...job }))
    },
    key: async () => {
      const [own, ...others] = await Promise.all((await identitiesOf(engine.vault)).map((identity) => identityToRecipient(identity)))
      return { recipient: own ?? null, others }
    },
    revealKey: async () => {
      const { identity, recipient } = await backupKey(engine.vault)
      return { key: identity, recipient, warning }
    },
    importKey: ({ key }) => take(key),
    importKeyFile: async ({ file }) => {
      const text = await readFile(resolve(file), 'utf8').catch(() => undefined)
      if (text === undefined || text.length > 10_000) throw new AppError('not_found', { what: 'file with a key', name: file })
      return take(text)
    },
  }
}
