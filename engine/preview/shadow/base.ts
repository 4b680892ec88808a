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

/** A command that ends now need not wait for a copy that nobody will use. */
const aheadMs = 250

/** Rows change without the schema: a sample is taken anew after this. */
const oldestSampleMs = 30 * 60_000

/** A database like an environment, to which nobody connects, so that it can be copied at any time. */
export class Base implements Kept {
  readonly server: ShadowServer
  readonly facts: BaseFacts
  readonly #name: string
  readonly #madeAt = performance.now()
  #spare: Promise<string | undefined> | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(server: ShadowServer, name: string, facts: BaseFacts) {
    this.server = server
    this.#name = name
    this.facts = facts
  }

  async alive(): Promise<boolean> {
    if (this.facts.sampled.size > 0 && performance.now() - this.#madeAt > oldestSampleMs) return false
    return this.server.has(this.#name)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.#spare
    await this.server.close()
  }

  /** Throws `shadow_unavailable`, `shadow_failed`, `disk_full`. */
  async copy(): Promise<Shadow & { drop(): Promise<void> }> {
    const making = this.#spare
    this.#spare = undefined
    const spare = await making
    const name = spare !== undefined && (await this.server.has(spare)) ? spare : await this.#make()
    return { ...this.server.shadow(name), drop: () => this.server.drop(name) }
  }

  /** Makes a copy ahead, once nobody works with one: the next preview finds it ready. */
  prepare(): void {
    if (this.#closed || this.#spare) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (!this.#closed) this.#spare ??= this.#make().catch(() => undefined)
    }, aheadMs).unref()
  }

  async #make(): Promise<string> {
    const name = await this.server.copy(this.#name)
    await applySessionSettings(this.server, name, this.facts.settings)
    return name
  }
}
