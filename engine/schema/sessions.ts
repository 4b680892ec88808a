import pg from 'pg'
import { AppError } from '#shared/contract/app-error.ts'
import { toConnectionError } from '../postgres/pg-error.ts'
import { beginSql, beginWithSql, exportSql, headSql, rollbackSql, type HeadRow } from './session.sql.ts'

/** Opens one more session on the database that is read. */
export type OpenSession = (signal?: AbortSignal) => Promise<pg.Client>

/** Where a snapshot is read from: a session that the caller ends, or a way to open sessions, which makes large schemas quicker. */
export type SnapshotSource = pg.Client | OpenSession

/** Below this size of pg_class, opening more sessions takes longer than they save. */
const worthMore = 1_500_000

/** The oldest and the newest major version whose catalogs are known. */
export const knownMajors = { oldest: 13, newest: 18 } as const

/** Sessions that see the same moment of one database, each in a read-only transaction. */
export class Sessions {
  readonly head: HeadRow
  readonly clients: readonly pg.Client[]
  readonly #owned: boolean

  private constructor(head: HeadRow, clients: readonly pg.Client[], owned: boolean) {
    this.head = head
    this.clients = clients
    this.#owned = owned
  }

  /** `most`: sessions at most; `within`: an exported snapshot to see. Throws `server_unsupported` and the AppErrors of connections. */
  static async open(source: SnapshotSource, most: number, signal?: AbortSignal, within?: string): Promise<Sessions> {
    const owned = typeof source === 'function'
    const first = owned ? await source(signal) : source
    try {
      await first.query(within === undefined ? beginSql : beginWithSql(within))
      const [head] = (await first.query<HeadRow>(headSql)).rows
      if (!head) throw new AppError('internal')
      if (Math.floor(head.serverVersionNum / 10_000) < knownMajors.oldest) throw new AppError('server_unsupported', { version: head.serverVersion })
      const others = owned && head.classBytes > worthMore ? await join(source, first, most - 1, signal) : []
      return new Sessions(head, [first, ...others], owned)
    } catch (thrown) {
      await close([first], owned)
      throw thrown
    }
  }

  /** Ends the transactions, and the sessions that were opened here. Never throws. */
  async close(): Promise<void> {
    await close(this.clients, this.#owned)
  }

  /** Ends every session at once, in the middle of a query too; what waits fails. */
  abort(): void {
    for (const client of this.clients) void client.end().catch(() => {})
  }
}

/** A server that has no room for more sessions is read by fewer. */
async function join(open: OpenSession, first: pg.Client, count: number, signal?: AbortSignal): Promise<pg.Client[]> {
  if (count <= 0) return []
  const [exported] = (await first.query<{ snapshot: string }>(exportSql)).rows
  const joined = await Promise.allSettled(Array.from({ length: count }, () => joinOne(open, exported?.snapshot ?? '', signal)))
  return joined.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
}

async function joinOne(open: OpenSession, snapshot: string, signal?: AbortSignal): Promise<pg.Client> {
  const client = await open(signal)
  try {
    await client.query(beginWithSql(snapshot))
    return client
  } catch (thrown) {
    await close([client], true)
    throw thrown
  }
}

async function close(clients: readonly pg.Client[], owned: boolean): Promise<void> {
  await Promise.allSettled(clients.map((client) => (owned ? client.end() : client.query(rollbackSql))))
}

/** What a reading threw, in the words of the boundary. */
export function readingError(thrown: unknown, client: pg.Client | undefined, signal?: AbortSignal): AppError {
  if (thrown instanceof AppError) return thrown
  if (signal?.aborted) return new AppError('cancelled', {}, { cause: thrown })
  if (thrown instanceof pg.DatabaseError && thrown.code === '55P03') {
    const help = 'A change of the schema is under way. Wait until it has ended, or see who blocks, then read again.'
    return new AppError('lock_timeout', { timeout: '5 s', attempts: 1 }, { help, cause: thrown })
  }
  const connection = client ? { host: client.host, port: client.port, user: client.user ?? '', database: client.database ?? '' } : {}
  return toConnectionError(thrown, { connection })
}
