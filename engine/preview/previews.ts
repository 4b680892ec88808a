import { AppError } from '#shared/contract/app-error.ts'
import type { Preview } from '#shared/contract/preview.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'

/** A preview with the schemas that it speaks of. */
export interface KeptPreview {
  preview: Preview
  /** Id of the environment. */
  envId: string
  before: Snapshot
  after: Snapshot
  /** Before and after each script. */
  steps: ReadonlyMap<string, { before: Snapshot; after: Snapshot }>
}

/** How many are kept. */
const most = 20

/** The results of previews, in memory: the newest ones. */
export class Previews {
  readonly #kept = new Map<string, KeptPreview>()

  add(kept: KeptPreview): void {
    this.#kept.set(kept.preview.id, kept)
    for (const old of [...this.#kept.keys()].slice(0, Math.max(0, this.#kept.size - most))) this.#kept.delete(old)
  }

  /** Throws `not_found`. */
  get(id: string): KeptPreview {
    const found = this.#kept.get(id)
    if (!found) throw new AppError('not_found', { what: 'preview', name: id }, { help: `Preview again: only the last ${most} previews of this run are kept.` })
    return found
  }

  /** The newest of an environment, or the newest with a script. */
  newest(envId: string, script?: string): KeptPreview | undefined {
    return [...this.#kept.values()].findLast((kept) => kept.envId === envId && (script === undefined || kept.steps.has(script)))
  }
}
