import { settingsSchema, type Settings } from '#shared/contract/app.ts'
import type { SettingsStore } from '../engine.ts'
import type { Database } from './open-store.ts'
import { settingStatements as sql } from './settings.sql.ts'

export class SettingsTable implements SettingsStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  get(): Settings {
    const rows = this.#database.prepare<[], { name: string; value: string }>(sql.list).all()
    return tolerantSettings(Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as unknown])))
  }

  change(patch: Partial<Settings>): Settings {
    const save = this.#database.prepare(sql.save)
    for (const [name, value] of Object.entries(patch)) if (value !== undefined) save.run(name, JSON.stringify(value))
    return this.get()
  }
}

/** For a run without a store. */
export class MemorySettings implements SettingsStore {
  #settings: Settings = settingsSchema.parse({})

  get(): Settings {
    return this.#settings
  }

  change(patch: Partial<Settings>): Settings {
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
