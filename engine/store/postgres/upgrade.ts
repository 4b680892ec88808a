import { AppError } from '#shared/contract/app-error.ts'
import type { StoreDatabase } from '../store-database.ts'
import { postgresStatements as sql } from './postgres.sql.ts'

/** Brings the schema of the store to the last version, one process at a time. Throws `store_unusable` for one of a newer Strata. */
export function upgradeStore(database: StoreDatabase, migrations: readonly string[], place: string): Promise<void> {
  return database.transaction(async (own) => {
    const before = await versionOf(own)
    if (before > migrations.length) throw newerStore(before, migrations.length, place)
    if (before === migrations.length) return
    for (const step of migrations.slice(before)) await own.run(step)
    await own.run(sql.saveVersion, { version: migrations.length })
  })
}

async function versionOf(database: StoreDatabase): Promise<number> {
  const { there } = (await database.get<{ there: boolean }>(sql.hasVersion, { name: 'store_version' })) ?? { there: false }
  if (!there) {
    await database.run(sql.makeVersion)
    await database.run(sql.beginVersion)
  }
  return (await database.get<{ version: number }>(sql.version))?.version ?? 0
}

function newerStore(found: number, known: number, place: string): AppError {
  const problem = `${place} was written by a newer Strata (version ${found} of the store; this one knows ${known})`
  return new AppError('store_unusable', { problem }, { state: 'Nothing in the store was changed.', help: 'Update this Strata, or name another store in STRATA_STORE.' })
}
