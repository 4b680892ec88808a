import { AppError } from '#shared/contract/app-error.ts'
import type { Manifest } from '#shared/contract/backups.ts'
import type { StoreDatabase } from '../store/store-database.ts'
import { describedStatements as sql } from './described-backups.sql.ts'

/** A backup by the name that callers of the described API know it by. */
export interface DescribedName {
  /** Such as `backup_2_0_0_20250120_143022`. */
  id: string
  /** Id of its manifest. */
  backup: string
  /** Version that was said when it was asked for; null: none was. */
  version: string | null
}

interface Row {
  id: string
  backup: string
  migration_version: string | null
}

type Named = Pick<Manifest, 'id' | 'createdAt' | 'migrationVersion'>

/** Gives backups names in the described form, once: a name stays, whatever becomes of the clock, its zone or the process. */
export class DescribedBackups {
  readonly #database: StoreDatabase

  constructor(database: StoreDatabase) {
    this.#database = database
  }

  /** Names those that have no name yet, in their order. */
  async names(backups: readonly Named[]): Promise<Map<string, DescribedName>> {
    const known = new Map((await this.#database.all<Row>(sql.all)).map((row) => [row.backup, nameOf(row)]))
    for (const backup of backups) if (!known.has(backup.id)) known.set(backup.id, await this.name(backup))
    return known
  }

  /** `version`: the one that the backup was asked for. */
  async name(backup: Named, version: string | null = null): Promise<DescribedName> {
    const wanted = describedId(version ?? backup.migrationVersion ?? '0', new Date(backup.createdAt))
    for (let number = 1; ; number += 1) {
      await this.#database.run(sql.insert, { id: number === 1 ? wanted : `${wanted}_${number}`, backup: backup.id, version })
      const row = await this.#database.get<Row>(sql.byBackup, { backup: backup.id })
      if (row) return nameOf(row)
    }
  }

  /** Throws `not_found`. */
  async find(id: string): Promise<DescribedName> {
    const row = await this.#database.get<Row>(sql.byId, { id })
    if (!row) throw new AppError('not_found', { what: 'backup', name: id })
    return nameOf(row)
  }

  async forget(id: string): Promise<void> {
    await this.#database.run(sql.forget, { id })
  }
}

function nameOf({ id, backup, migration_version: version }: Row): DescribedName {
  return { id, backup, version }
}

/** By the clock of the server's own zone, as the described system writes it. */
export function describedId(version: string, at: Date): string {
  const stamp = localTime(at).replaceAll(/[-:]/g, '').replace('T', '_')
  return `backup_${version.replaceAll(/[^0-9A-Za-z]+/g, '_')}_${stamp}`
}

/** ISO 8601 to the second, in local time, without a zone: `2025-01-20T14:30:22`. */
export function localTime(at: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}
