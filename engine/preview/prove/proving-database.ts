import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import type { Environment } from '#shared/contract/environments.ts'
import { kinds } from '#shared/kinds/index.ts'
import { qualified } from '#shared/sql/quote.ts'
import type { FactId } from '#shared/schema/fact.ts'
import type { Snapshot } from '#shared/schema/snapshot.ts'
import { dropDatabaseSql } from '../../backups/catalog.sql.ts'
import { connectBeside } from '../../backups/new-database.ts'
import { withoutHistory } from '../../compare/own-tables.ts'
import { journalTable } from '../../history/journal-table.ts'
import type { PreparedScript } from '../../migrations/run/prepare-script.ts'
import { ScriptFailure } from '../../migrations/run/script-failure.ts'
import { connect } from '../../postgres/connect.ts'
import { toConnectionError } from '../../postgres/pg-error.ts'
import { readSnapshot } from '../../schema/read-snapshot.ts'
import type { Shadow } from '../shadow-database.ts'
import { shadowPrefix } from '../shadow-server.ts'
import { copyDatabaseSql, endSessionsSql } from './prove.sql.ts'
import { readData, type DataState, type Earlier } from './read-data.ts'
import type { AddressedSchema } from './renames-back.ts'
import { runPlain, type PlainOptions, type Written } from './run-plain.ts'

/** All that is compared of a database at one moment. */
export interface ProvedState extends AddressedSchema {
  data: DataState
}

/** The data as they were read last; none: all must be read. */
interface Seen {
  earlier?: Earlier
}

/** One database in which scripts are run and looked at, by one session. */
export class ProvingDatabase {
  readonly #shadow: Shadow
  readonly #environment: Environment
  readonly #signal: AbortSignal
  #client: pg.Client | undefined
  #seen: Seen = {}

  constructor(shadow: Shadow, signal: AbortSignal, database = shadow.environment.connection.database) {
    this.#shadow = shadow
    this.#signal = signal
    this.#environment = { ...shadow.environment, connection: { ...shadow.environment.connection, database } }
  }

  /** What failed; undefined: nothing. Throws `cancelled` and the errors of connections. */
  async run(script: PreparedScript, options: PlainOptions): Promise<ScriptFailure | undefined> {
    return this.#work(async (client) => {
      try {
        this.#note(await runPlain(client, script, options))
        return undefined
      } catch (thrown) {
        // Outside of a transaction, what came before the failure stays.
        if (script.outside !== undefined) this.#note(null)
        if (!(thrown instanceof ScriptFailure) || thrown.connectionLost) throw thrown instanceof ScriptFailure ? thrown.cause : thrown
        return thrown
      }
    })
  }

  /** `known`: its schema, where it need not be read; then no addresses are told. */
  async read(schema: string, known?: Snapshot): Promise<ProvedState> {
    const { historyTable, schema: own } = this.#environment
    const places = [{ schema, historyTable }, { schema: own, historyTable }]
    return this.#work(async (client) => {
      let addresses: ReadonlyMap<string, FactId> = new Map()
      const whole = known ?? (await readSnapshot(client, kinds, { signal: this.#signal, addresses: (found) => (addresses = found) }))
      const data = await readData(client, new Set(places.flatMap((place) => [qualified(place.schema, historyTable), qualified(place.schema, journalTable)])), this.#seen.earlier)
      this.#seen = { earlier: { data, written: new Set() } }
      return { snapshot: withoutHistory(whole, places), addresses, data }
    })
  }

  #note(written: Written): void {
    const { earlier } = this.#seen
    this.#seen = earlier && written ? { earlier: { data: earlier.data, written: new Set([...earlier.written, ...written]) } } : {}
  }

  /** The same in a database of another name, as far as this one has been read. */
  copy(name: string): ProvingDatabase {
    const copy = new ProvingDatabase(this.#shadow, this.#signal, name)
    copy.#seen = this.#seen
    return copy
  }

  /** Nobody is in it afterwards. */
  async leave(): Promise<void> {
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => {})
  }

  async #work<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    if (this.#signal.aborted) throw new AppError('cancelled')
    const { engine } = this.#shadow
    const client = (this.#client ??= await connect(engine, this.#environment, { purpose: 'prove', signal: this.#signal }))
    const abort = () => void client.end().catch(() => {})
    this.#signal.addEventListener('abort', abort)
    try {
      return await work(client)
    } catch (thrown) {
      if (this.#signal.aborted) throw new AppError('cancelled', {}, { cause: thrown })
      throw toConnectionError(thrown, this.#environment)
    } finally {
      this.#signal.removeEventListener('abort', abort)
    }
  }
}

/** Copies of the shadow in which an undo may go wrong; one at a time. The name goes with the session that tends it, as with any shadow. */
export class Copies {
  readonly #shadow: Shadow
  readonly #signal: AbortSignal
  readonly #token = randomBytes(6).toString('hex')
  #tending: pg.Client | undefined

  constructor(shadow: Shadow, signal: AbortSignal) {
    this.#shadow = shadow
    this.#signal = signal
  }

  /** Works with a copy of `base`, the shadow, in which nobody may be; it is dropped whatever happens. */
  async with<T>(base: ProvingDatabase, work: (copy: ProvingDatabase) => Promise<T>): Promise<T> {
    const { engine, environment } = this.#shadow
    const tending = (this.#tending ??= await connectBeside(engine, environment, `shadow ${this.#token}`, this.#signal))
    const name = shadowPrefix + this.#token
    await this.#make(tending, name)
    const copy = base.copy(name)
    try {
      return await work(copy)
    } finally {
      await copy.leave()
      await tending.query(dropDatabaseSql(name)).catch(() => {})
    }
  }

  async #make(tending: pg.Client, name: string): Promise<void> {
    const { environment: { connection: { database } }, major } = this.#shadow
    try {
      await tending.query(copyDatabaseSql(name, database)).catch(async (thrown: unknown) => {
        if (!database.startsWith(shadowPrefix) || (thrown as { code?: string }).code !== '55006') throw thrown
        // Whoever is left in it has nothing to do there any more.
        await tending.query(endSessionsSql, [database])
        await tending.query(copyDatabaseSql(name, database))
      })
    } catch (thrown) {
      throw new AppError('shadow_unavailable', { problem: `the shadow cannot be copied: ${thrown instanceof Error ? thrown.message : String(thrown)}`, major }, { cause: thrown })
    }
  }

  async close(): Promise<void> {
    await this.#tending?.end().catch(() => {})
  }
}
