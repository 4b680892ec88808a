import { keepSettingSql, setConfigSql } from '../../backups/catalog.sql.ts'
import type { ShadowServer } from '../shadow-server.ts'
import { resetAllSql } from '../shadow.sql.ts'
import type { SettingRow } from './target.sql.ts'

/** Limits and logs of the environment have no meaning in a shadow, and libraries may not be there. */
const passedOver = /^(log_|auto_explain\.|session_preload_libraries$|local_preload_libraries$|idle_|statement_timeout$|lock_timeout$|transaction_timeout$|temp_tablespaces$|default_tablespace$)/

/** Gives a database the settings with which sessions of another one begin, such as its search_path; gives the names of those that cannot be set here. */
export async function applySessionSettings(server: ShadowServer, database: string, settings: readonly SettingRow[]): Promise<string[]> {
  const refused: string[] = []
  for (const { name, value } of settings.filter((one) => !passedOver.test(one.name))) {
    await server.beside(async (session) => {
      try {
        await session.query(setConfigSql, [name, value])
        await session.query(keepSettingSql(database, name))
      } catch {
        refused.push(name)
      } finally {
        await session.query(resetAllSql).catch(() => {})
      }
    })
  }
  return refused
}
