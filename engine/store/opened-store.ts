import type { Vault } from '../engine.ts'
import type { JobCalls } from '../jobs/job-store.ts'
import type { WorkQueue } from '../queue/work-queue.ts'
import { livingHere, type LivingOwners } from '../jobs/process-owner.ts'
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
  /** How its processes hear of each other; absent where only one works on its jobs. */
  calls?: JobCalls
  /** Hears which jobs have something new in the store. */
  onWritten?: (jobIds: readonly string[]) => void
  /** Calls now and then, to look for what processes that are gone left behind. */
  onBeat?: (listener: () => Promise<void>) => void
  /** Work for all its processes; absent: each does its own. */
  queue?: WorkQueue
  /** Keeps passwords for all its processes. */
  vault?: Vault
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
