import type { SwapMark } from './marks.ts'

/** What is about to be done, written down before it is; the last ones say how it ended. */
export type SwapStep = 'ready' | 'closing' | 'ending' | 'swapping' | 'swapped' | 'done' | 'went_back'

export interface SwapRecord {
  mark: SwapMark
  envId: string
  step: SwapStep
  at: string
}

/** This machine's memory of swaps that were begun. What is true stands on the server; this says where to look. */
export interface SwapStore {
  begin(envId: string, mark: SwapMark): Promise<void>
  step(id: string, step: SwapStep): Promise<void>
  /** Those without an end, the oldest first. */
  open(): Promise<SwapRecord[]>
}

/** For a run without a store. */
export class MemorySwaps implements SwapStore {
  readonly #records = new Map<string, SwapRecord>()

  async begin(envId: string, mark: SwapMark): Promise<void> {
    this.#records.set(mark.id, { mark, envId, step: 'ready', at: new Date().toISOString() })
  }

  async step(id: string, step: SwapStep): Promise<void> {
    const record = this.#records.get(id)
    if (record) this.#records.set(id, { ...record, step, at: new Date().toISOString() })
  }

  async open(): Promise<SwapRecord[]> {
    return [...this.#records.values()].filter(({ step }) => step !== 'done' && step !== 'went_back')
  }
}
