import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { environmentInputSchema, type Environment } from '#shared/contract/environments.ts'
import type { StrataClient } from '#shared/contract/client.ts'
import type { Job } from '#shared/contract/jobs.ts'
import { createEngine } from '#engine/create-engine.ts'
import type { Engine } from '#engine/engine.ts'
import { LocalServer, makeServerFolder, throwAwaySettings } from '#engine/postgres/local-server.ts'
import { contractClient } from '../../cli/contract-client.ts'
import { writeFiles } from '../support/migration-world.ts'
import { serverBinaries } from '../support/own-server.ts'
import { contentSql, objectsSql, tablesSql, versionSql } from './digest.sql.ts'
import { faultMigrations, lastVersion } from './migrations.ts'

/** An engine as a new start of Strata opens it. */
export interface Studio {
  engine: Engine
  client: StrataClient
  /** What the start itself had to say. */
  said: string[]
  /** Waits for a job. */
  ended(started: Promise<{ jobId: string }>): Promise<Job>
  close(): Promise<void>
}

export const shop = 'shop'

/** A server that may be killed, a store, and a database whose content after each migration is known. */
export class FaultWorld {
  readonly home = mkdtempSync(join(tmpdir(), 'strata-faults-'))
  readonly dataFolder = join(this.home, 'data')
  readonly backups = join(this.home, 'backups')
  readonly #migrations = join(this.home, 'migrations')
  readonly #serverFolder = mkdtempSync(join(tmpdir(), 'strata-faults-pg-'))
  /** Content of the database at each version. */
  readonly digests: string[] = []
  #server: LocalServer | undefined
  #environment: Environment | undefined

  get server(): LocalServer {
    if (!this.#server) throw new Error('The server is not started')
    return this.#server
  }

  get environment(): Environment {
    if (!this.#environment) throw new Error('There is no environment yet')
    return this.#environment
  }

  async open(rows: number): Promise<void> {
    makeServerFolder(this.#serverFolder)
    await this.startServer()
    process.once('exit', () => this.#server?.killNow())
    for (const folder of [this.#migrations, this.backups]) mkdirSync(folder, { recursive: true })
    writeFiles(this.#migrations, faultMigrations(rows))
    await this.query('postgres', `CREATE DATABASE ${shop}`)
    const studio = this.studio()
    const { port } = this.server
    this.#environment = await studio.engine.environments.create(environmentInputSchema.parse({
      name: shop, class: 'development', migrationsFolder: this.#migrations, backupFolder: this.backups,
      connection: { host: '127.0.0.1', port, database: shop, user: 'postgres', sslmode: 'disable' }, policies: { backupBeforeMigrating: false, confirm: false },
    }))
    for (let version = 1; version <= lastVersion; version += 1) {
      const { state, error } = await studio.ended(studio.client.migrations.apply({ env: shop, to: String(version) }))
      if (state !== 'succeeded') throw new Error(`Version ${version} could not be made: ${error?.message}`)
      this.digests[version] = await this.digest(shop)
      await this.query('postgres', `CREATE DATABASE stage_${version} TEMPLATE ${shop}`)
    }
    await studio.close()
  }

  async close(): Promise<void> {
    await this.#server?.stop()
    for (const folder of [this.home, this.#serverFolder]) rmSync(folder, { recursive: true, force: true })
  }

  /** A crash of this server loses nothing that was committed: the machine goes on. */
  async startServer(): Promise<void> {
    const port = this.#server?.port
    const settings = { ...throwAwaySettings, synchronous_commit: 'on', full_page_writes: 'on' }
    this.#server = await LocalServer.start({ folder: this.#serverFolder, binaries: serverBinaries(), ...(port !== undefined && { port }), settings })
  }

  /** Begins anew: the database at a version, no other database of a run, no backups. */
  async reset(version: number): Promise<void> {
    const names = await this.query('postgres', "SELECT datname AS name FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres' AND datname !~ '^stage_'")
    for (const { name } of names) await this.query('postgres', `DROP DATABASE ${pg.escapeIdentifier(String(name))} WITH (FORCE)`)
    rmSync(this.backups, { recursive: true, force: true })
    mkdirSync(this.backups)
    await this.place(version)
  }

  /** Gives the database its content at a version, and leaves all else. */
  async place(version: number): Promise<void> {
    await this.query('postgres', `DROP DATABASE IF EXISTS ${shop} WITH (FORCE)`)
    await this.query('postgres', `CREATE DATABASE ${shop} TEMPLATE stage_${version}`)
    // Without it PostgreSQL 15 lets the sequences of a copied database run backwards in a crash: their values were logged ahead in the original alone.
    await this.query('postgres', 'CHECKPOINT')
  }

  studio(): Studio {
    const said: string[] = []
    const engine = createEngine({ host: 'shell', version: '0.0.0', dataFolder: this.dataFolder, log: (level, text, details) => said.push(`${level}: ${text} ${JSON.stringify(details ?? '')}`) })
    const client = contractClient(engine, (failure) => said.push(`error: ${failure.message}`))
    return { engine, client, said, ended: async (started) => engine.jobs.ended((await started).jobId), close: () => engine.close() }
  }

  async query(database: string, sql: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.server.url(database), application_name: 'fault run' })
    client.on('error', () => {})
    await client.connect()
    return client.query<Record<string, unknown>>(sql).then(({ rows }) => rows).finally(() => client.end())
  }

  async digest(database: string): Promise<string> {
    const tables = await this.query(database, tablesSql)
    const contents = await Promise.all(tables.map(async ({ name }) => `${String(name)}: ${String((await this.query(database, contentSql(String(name))))[0]?.content)}`))
    const objects = (await this.query(database, objectsSql)).map(({ line }) => String(line))
    return [...contents, ...objects].join('\n')
  }

  /** A database whose swap was cut off may refuse everybody. */
  async canConnect(): Promise<boolean> {
    return (await this.query('postgres', `SELECT FROM pg_database WHERE datname = '${shop}' AND datallowconn`)).length > 0
  }

  async version(database = shop): Promise<number> {
    return Number((await this.query(database, versionSql))[0]?.version)
  }
}
