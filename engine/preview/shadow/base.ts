import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import type { Shadow } from '../shadow-database.ts'
import type { ShadowServer } from '../shadow-server.ts'
import type { Kept } from './bases.ts'
import { applySessionSettings } from './session-settings.ts'
import type { SettingRow } from './target.sql.ts'

export interface BaseFacts {
  before: Snapshot
  fingerprint: string
  notes: readonly Diagnostic[]
  sampled: ReadonlyMap<string, number>
  /** What every session of the target's database begins with. */
  settings: readonly SettingRow[]
}

/** A database like an environment, to which nobody connects, so that it can be copied at any time. */
export class Base implements Kept {
  readonly server: ShadowServer
  readonly facts: BaseFacts
  readonly #name: string

  constructor(server: ShadowServer, name: string, facts: BaseFacts) {
    this.server = server
    this.#name = name
    this.facts = facts
  }

  alive(): Promise<boolean> {
    return this.server.has(this.#name)
  }

  close(): Promise<void> {
    return this.server.close()
  }

  /** Throws `shadow_unavailable`, `shadow_failed`, `disk_full`. */
  async copy(): Promise<Shadow & { drop(): Promise<void> }> {
    const name = await this.server.copy(this.#name)
    await applySessionSettings(this.server, name, this.facts.settings)
    return { ...this.server.shadow(name), drop: () => this.server.drop(name) }
  }
}
