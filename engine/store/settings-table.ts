import { settingsSchema, type Settings } from '#shared/contract/app.ts'
import type { SettingsStore } from '../engine.ts'
import type { RowImage } from './row-image.ts'
import { settingStatements as sql } from './settings.sql.ts'
import type { StoreDatabase } from './store-database.ts'
import { writing } from './store-trouble.ts'

export interface SettingRow {
  name: string
  value: string
}

export class SettingsTable implements SettingsStore {
  readonly #database: StoreDatabase
  readonly #image: RowImage<SettingRow>

  constructor(database: StoreDatabase, image: RowImage<SettingRow>) {
    this.#database = database
    this.#image = image
  }

  get(): Settings {
    return tolerantSettings(Object.fromEntries(this.#image.rows().map(({ name, value }) => [name, JSON.parse(value) as unknown])))
  }

  async change(patch: Partial<Settings>): Promise<Settings> {
    const given = Object.entries(patch).filter(([, value]) => value !== undefined)
    const work = this.#database.transaction(async (database) => {
      for (const [name, value] of given) await database.run(sql.save, { name, value: JSON.stringify(value) })
    })
    await writing(work, 'The settings are as they were.')
    await this.#image.changed()
    return this.get()
  }
}

/** For a run without a store. */
export class MemorySettings implements SettingsStore {
  #settings: Settings = settingsSchema.parse({})

  get(): Settings {
    return this.#settings
  }

  async change(patch: Partial<Settings>): Promise<Settings> {
    this.#settings = tolerantSettings({ ...this.#settings, ...patch })
    return this.#settings
  }
}

/** A value that this version does not know falls back to its default: a setting must never keep the studio from starting. */
function tolerantSettings(values: Record<string, unknown>): Settings {
  const parsed = settingsSchema.safeParse(values)
  if (parsed.success) return parsed.data
  const unknown = new Set(parsed.error.issues.map((issue) => issue.path[0]))
  return settingsSchema.parse(Object.fromEntries(Object.entries(values).filter(([name]) => !unknown.has(name))))
}
