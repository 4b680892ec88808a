import type pg from 'pg'
import { hostname } from 'node:os'
import { connectionSchema } from '#shared/contract/environments.ts'
import { AppError } from '#shared/contract/app-error.ts'
import { quoteIdentifier } from '#shared/sql/quote.ts'
import type { Vault } from '../../engine.ts'
import { PostgresQueue } from '../../queue/postgres-queue.ts'
import { applicationName, connectTo } from '../../postgres/connect.ts'
import { parseAsLibpq } from '../../postgres/settings/parse-as-libpq.ts'
import { resolveTarget, type Target } from '../../postgres/settings/target.ts'
import { userName } from '../../user-name.ts'
import type { EnvironmentRow } from '../environments-table.ts'
import { environmentStatements } from '../environments.sql.ts'
import { postgresMigrations } from '../migrations/index.ts'
import type { OpenedStore } from '../opened-store.ts'
import type { SettingRow } from '../settings-table.ts'
import { settingStatements } from '../settings.sql.ts'
import { ClientPool } from './client-pool.ts'
import { PostgresImage } from './image.ts'
import { jobCalls } from './job-calls.ts'
import { makeSchema, postgresStatements, useSchema } from './postgres.sql.ts'
import { PostgresDatabase } from './postgres-database.ts'
import { ProcessRoll, type RollOptions } from './process-roll.ts'
import { Signals } from './signals.ts'
import { storeAway } from './store-away.ts'
import { StoreVault } from './store-vault.ts'
import { upgradeStore } from './upgrade.ts'

export interface PostgresStoreOptions extends RollOptions {
  /** Schema of the store; made if need be. */
  schema?: string
  /** File with the key of the passwords. */
  keyFile: string
}

export interface PostgresStore extends OpenedStore {
  database: PostgresDatabase
  vault: Vault
  target: Target
  schema: string
}

/** Sessions of one process at most, beside those that listen. */
const mostSessions = 6

/** Opens the store at an address as libpq reads it, making or upgrading its schema. Throws `store_unusable`, and `bad_request` whose words hold nothing of the address. */
export async function openPostgresStore(address: string, { schema = 'strata', keyFile, ...rollOptions }: PostgresStoreOptions): Promise<PostgresStore> {
  const target = await targetOf(address)
  const place = `${target.host}:${target.port}/${target.database}`
  const open = () => openSession(target, place, schema)
  const pool = new ClientPool(open, mostSessions)
  const database = new PostgresDatabase(pool, place)
  const signals = new Signals({ database, open, channel: `strata ${schema}`.slice(0, 63), onTrouble: rollOptions.onTrouble })
  const roll = new ProcessRoll(database, rollOptions)
  const images = {
    environments: new PostgresImage<EnvironmentRow>(database, signals, 'environments', environmentStatements.list),
    settings: new PostgresImage<SettingRow>(database, signals, 'settings', settingStatements.list),
  }
  const queue = new PostgresQueue({ database, signals, schema: `${schema}_queue`, onTrouble: rollOptions.onTrouble })
  const close = async () => {
    await queue.close()
    await signals.close()
    await roll.close()
    await pool.close()
  }
  try {
    await makeOwnSchema(database, schema)
    await upgradeStore(database, postgresMigrations, place)
    await signals.start()
    await roll.start()
    for (const image of Object.values(images)) await image.start(rollOptions.onTrouble)
  } catch (thrown) {
    await close()
    throw thrown
  }
  return {
    database, ...images, target, schema, queue, close,
    living: () => roll.living(),
    calls: jobCalls(signals),
    onWritten: (jobIds) => void signals.tell('jobs', jobIds),
    onBeat: (listener) => roll.onBeat(listener),
    vault: new StoreVault(database, keyFile),
  }
}

async function targetOf(address: string): Promise<Target> {
  const { connection, password } = parseAsLibpq(address)
  const parsed = connectionSchema.safeParse({ host: 'localhost', port: 5432, ...connection })
  if (!parsed.success) throw new AppError('bad_request', { problem: `the address of the store is not valid (${parsed.error.issues[0]?.path.join('.')})` }, { help: 'STRATA_STORE names a database: postgres://user@host:5432/database' })
  return resolveTarget({ get: () => Promise.resolve(password) }, { id: 'store', connection: parsed.data })
}

async function openSession(target: Target, place: string, schema: string): Promise<pg.Client> {
  try {
    const client = await connectTo(target, applicationName({ actor: { user: userName(), host: hostname() } }, 'store'))
    await client.query(postgresStatements.session)
    await client.query(useSchema(quoteIdentifier(schema)))
    return client
  } catch (thrown) {
    throw storeAway(place, thrown)
  }
}

/** Where it is there already, the right to make schemas is not needed. */
async function makeOwnSchema(database: PostgresDatabase, schema: string): Promise<void> {
  const { there } = (await database.get<{ there: boolean }>(postgresStatements.hasSchema, { schema: quoteIdentifier(schema) })) ?? { there: false }
  if (!there) await database.use((client) => client.query(makeSchema(quoteIdentifier(schema))).catch(ignoreRace))
}

/** Two sessions that make a schema at once: it is there for both. */
function ignoreRace(thrown: unknown): undefined {
  if ((thrown as { code?: string }).code !== '23505' && (thrown as { code?: string }).code !== '42P06') throw thrown
  return undefined
}
