import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError, toAppError } from '#shared/contract/app-error.ts'
import type { AppInfo } from '#shared/contract/app.ts'
import type { Progress } from '#shared/contract/jobs.ts'
import type { Engine, Sample } from '../engine.ts'
import { savePassword } from '../vault/save-password.ts'
import { sampleBinaries } from './sample-binaries.ts'
import { sampleFolders, type SampleFolders } from './sample-folders.ts'
import { SampleServer, type SampleAddress } from './sample-server.ts'
import { writeHistory } from './write-history.ts'

type Keepers = Pick<Engine, 'environments' | 'vault'>
interface StartOptions {
  reset?: boolean
  progress?: (progress: Progress) => void
}

/** The sample on the PostgreSQL that comes with Strata's packages. */
export class EmbeddedSample implements Sample {
  readonly #root: string
  readonly #folders: SampleFolders
  readonly #engine: () => Engine
  #server: SampleServer | undefined
  #starting: Promise<void> | undefined
  #problem: string | undefined

  /** `root`: folder with node_modules and migrations-sample. `engine`: the one that serves, but without what starts the sample on demand. */
  constructor(root: string, dataFolder: string, engine: () => Engine) {
    this.#root = root
    this.#folders = sampleFolders(dataFolder)
    this.#engine = engine
  }

  info(): AppInfo['sample'] {
    const available = sampleBinaries(this.#root) !== undefined
    const problem = available ? this.#problem : noBinaries
    return { available, running: this.#server?.running ?? false, ...(problem !== undefined && { problem }) }
  }

  /** Whether the vault keeps this key for an environment of the sample. */
  owns(key: string): boolean {
    return this.#engine().environments.list().some(({ id, sample }) => sample && id === key)
  }

  start(options: StartOptions = {}): Promise<void> {
    const before = this.#starting
    if (before && !options.reset) return before
    const starting = (before ?? Promise.resolve()).catch(() => {}).then(() => this.#start(options))
    this.#starting = starting
    const done = () => {
      if (this.#starting === starting) this.#starting = undefined
    }
    starting.then(done, done)
    return starting
  }

  async stop(): Promise<void> {
    await this.#starting?.catch(() => {})
    await this.#server?.stop()
  }

  async #start({ reset = false, progress = () => {} }: StartOptions): Promise<void> {
    const engine = this.#engine()
    const server = (this.#server ??= new SampleServer(this.#folders, engine.vault))
    try {
      const binaries = sampleBinaries(this.#root)
      if (!binaries) throw new AppError('sample_unavailable', { problem: noBinaries })
      if (reset || !existsSync(this.#readyFile())) await this.#clear(server, engine)
      else if (server.running) return
      const address = await server.start(binaries)
      if (existsSync(this.#readyFile())) await readdress(engine, address)
      else await this.#fill(engine, address, progress)
      this.#problem = undefined
    } catch (thrown) {
      this.#problem = toAppError(thrown).message
      throw thrown
    }
  }

  async #fill(engine: Engine, address: SampleAddress, progress: (progress: Progress) => void): Promise<void> {
    await writeHistory(engine, { folders: this.#folders, source: join(this.#root, 'migrations-sample'), address, progress })
    writeFileSync(this.#readyFile(), '')
  }

  /** As on the first day; also what an attempt that was broken off has left. */
  async #clear(server: SampleServer, engine: Keepers): Promise<void> {
    await server.remove()
    for (const environment of engine.environments.list().filter(({ sample }) => sample)) {
      await savePassword(engine, environment, '')
      await engine.environments.delete(environment.id)
    }
    rmSync(this.#folders.home, { recursive: true, force: true })
  }

  #readyFile(): string {
    return join(this.#folders.home, 'ready')
  }
}

const noBinaries = `no package with PostgreSQL for ${process.platform} on ${process.arch} is installed`

/** The port of last time may be somebody else's now, and the vault another one. */
async function readdress(engine: Keepers, { port, password }: SampleAddress): Promise<void> {
  for (const environment of engine.environments.list().filter(({ sample }) => sample)) {
    if (environment.connection.port !== port) await engine.environments.update(environment.id, { ...environment, connection: { ...environment.connection, port } })
    if ((await engine.vault.get(environment.id)) !== password) await savePassword(engine, environment, password)
  }
}
