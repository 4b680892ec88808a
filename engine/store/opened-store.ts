import type { LivingOwners } from '../jobs/process-owner.ts'
import { livingHere } from '../jobs/process-owner.ts'
import type { EnvironmentRow } from './environments-table.ts'
import { environmentStatements } from './environments.sql.ts'
import { openStore } from './open-store.ts'
import { freshRows, type RowImage } from './row-image.ts'
import type { SettingRow } from './settings-table.ts'
import { settingStatements } from './settings.sql.ts'
import { SqliteDatabase } from './sqlite-database.ts'
import type { StoreDatabase } from './store-database.ts'

/** An open store with what its tables need. */
export interface OpenedStore {
  database: StoreDatabase
  environments: RowImage<EnvironmentRow>
  settings: RowImage<SettingRow>
  living: LivingOwners
  close(): Promise<void>
}

/** The store of one machine, in a data folder. Throws `store_unusable`. */
export function sqliteStore(folder: string): OpenedStore {
  const opened = openStore(folder)
  const [environments, settings] = [opened.prepare<[], EnvironmentRow>(environmentStatements.list), opened.prepare<[], SettingRow>(settingStatements.list)]
  return {
    database: new SqliteDatabase(opened),
    environments: freshRows(() => environments.all()),
    settings: freshRows(() => settings.all()),
    living: livingHere,
    close: async () => void opened.close(),
  }
}
