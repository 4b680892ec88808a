/** What happened and others may want to hear: people by webhooks, figures by metrics. */
export interface NewsItem {
  kind: 'migration_finished' | 'migration_failed' | 'approval_asked' | 'drift_found' | 'backup_failed' | 'rehearsal_failed' | 'test'
  /** Environment it happened to. */
  envId: string
  env: string
  /** ISO 8601. */
  at: string
  /** One sentence for people, without secrets. */
  text: string
  /** Person or program behind it. */
  by: string
  jobId?: string | undefined
  /** Small facts of its kind: version, script, problem, approvalId, ... */
  facts: Readonly<Record<string, string | number | null>>
}

export type NewsListener = (item: NewsItem) => void

/** Passes news on. A listener that throws changes nothing for whoever told it. */
export class News {
  readonly #listeners = new Set<NewsListener>()
  readonly #onTrouble: (thrown: unknown) => void

  constructor(onTrouble: (thrown: unknown) => void = () => {}) {
    this.#onTrouble = onTrouble
  }

  tell(item: NewsItem): void {
    for (const listener of this.#listeners) {
      try {
        listener(item)
      } catch (thrown) {
        this.#onTrouble(thrown)
      }
    }
  }

  /** Returns what ends the listening. */
  hear(listener: NewsListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}
