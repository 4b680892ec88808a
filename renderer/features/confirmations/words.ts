import type { TFunction } from 'i18next'

const words = {
  'migrations.apply': 'operations.migrations_apply', 'migrations.undo': 'operations.migrations_undo', 'migrations.baseline': 'operations.migrations_baseline', 'migrations.repair': 'operations.migrations_repair',
  'archives.putBack': 'operations.archives_putBack', 'archives.drop': 'operations.archives_drop', 'archives.expire': 'operations.archives_expire', 'backups.restore': 'operations.backups_restore',
} as const

/** What an operation is called; one that has no words by its name. */
export function operationWords(t: TFunction<'confirmations'>, operation: string): string {
  const key = (words as Partial<Record<string, (typeof words)[keyof typeof words]>>)[operation]
  return key ? t(key) : operation
}
