export interface WorkItem {
  /** Tells the item from others of its kind. */
  key: string
  /** JSON. */
  data: unknown
}

export interface Delivery extends WorkItem {
  /** 1 for the first; more after a worker died in the middle of it. */
  attempt: number
  /** Aborted when the worker is stopped or the item was given to another. */
  signal: AbortSignal
}

export interface Worker {
  /** Takes nothing new and waits for what runs. */
  stop(): Promise<void>
}

/**
 * Work that any process of the store may do. An item whose worker died is delivered again, so whoever works on it must first find out
 * from the database itself what was done: the history table is the judge, not the queue.
 */
export interface WorkQueue {
  /** Resolves once the items are kept. One whose key waits or is worked on is not added again. */
  send(kind: string, items: readonly WorkItem[]): Promise<void>
  work(kind: string, options: { concurrency: number }, handle: (delivery: Delivery) => Promise<void>): Promise<Worker>
}
