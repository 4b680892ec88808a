import type { RowImage } from '../row-image.ts'
import type { StoreDatabase } from '../store-database.ts'
import type { Signals, Topic } from './signals.ts'

/** The rows of a table in memory, read anew whenever some process has changed them. */
export class PostgresImage<Row> implements RowImage<Row> {
  readonly #database: StoreDatabase
  readonly #signals: Signals
  readonly #topic: Topic
  readonly #statement: string
  #rows: readonly Row[] = []
  #reading: Promise<void> = Promise.resolve()

  constructor(database: StoreDatabase, signals: Signals, topic: Topic, statement: string) {
    this.#database = database
    this.#signals = signals
    this.#topic = topic
    this.#statement = statement
  }

  rows(): readonly Row[] {
    return this.#rows
  }

  /** First read; from then on changes of others are followed. */
  async start(onTrouble: (thrown: unknown) => void): Promise<void> {
    await this.#read()
    this.#signals.hear(this.#topic, () => void this.#read().catch(onTrouble))
  }

  async changed(): Promise<void> {
    await this.#read()
    await this.#signals.tell(this.#topic, ['all'])
  }

  /** One after another, so that the last one read is the newest. */
  #read(): Promise<void> {
    const read = this.#reading.then(async () => void (this.#rows = await this.#database.all<Row>(this.#statement)))
    this.#reading = read.catch(() => {})
    return read
  }
}
