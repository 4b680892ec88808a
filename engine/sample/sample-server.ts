import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import type { Vault } from '../engine.ts'
import { isAlive, thisProcess, type ProcessOwner } from '../jobs/process-owner.ts'
import { changePassword, freePort, LocalServer, stopLeftover } from '../postgres/local-server.ts'
import { makePrivateFolder, writePrivateFile } from '../private-files.ts'
import { reachableBinaries, repairLinks } from './sample-binaries.ts'
import { makeOwnServerFolder, type SampleFolders } from './sample-folders.ts'

interface Note {
  port: number
  /** Who started the server; absent when it was stopped in order. */
  owner?: ProcessOwner | undefined
}

export interface SampleAddress {
  port: number
  password: string
}

const secretKey = 'sample-server'
const settings = { shared_buffers: '32MB', max_connections: '50' }

/** The PostgreSQL server of the sample: one per data folder, shared by all Strata that run on it. */
export class SampleServer {
  readonly #folders: SampleFolders
  readonly #vault: Vault
  #own: LocalServer | undefined
  #shared: SampleAddress | undefined
  readonly #atExit = () => this.#own?.stopSoon()

  constructor(folders: SampleFolders, vault: Vault) {
    this.#folders = folders
    this.#vault = vault
  }

  get running(): boolean {
    return (this.#own?.running ?? false) || this.#sharedIsAlive()
  }

  /** Throws `sample_unavailable` and `vault_unavailable`. */
  async start(binaries: string): Promise<SampleAddress> {
    const note = this.#readNote()
    const other = note?.owner && !isSelf(note.owner) && isAlive(note.owner)
    const secret = await this.#vault.get(secretKey)
    if (other) return (this.#shared = shared(note, secret))
    makePrivateFolder(this.#folders.home)
    makeOwnServerFolder(this.#folders.server)
    repairLinks(join(binaries, '..'))
    return this.#startOwn(reachableBinaries(binaries, this.#folders.server), note?.port, secret)
  }

  async stop(): Promise<void> {
    this.#shared = undefined
    const own = this.#own
    this.#own = undefined
    if (!own) return
    await own.stop()
    process.off('exit', this.#atExit)
    this.#writeNote({ port: own.port })
  }

  /** Stops it and deletes its data. Refuses while another Strata works with it. */
  async remove(): Promise<void> {
    if (this.#sharedIsAlive() || this.#otherOwner()) throw inUse('it is in use by another Strata')
    await this.stop()
    rmSync(this.#folders.server, { recursive: true, force: true, maxRetries: 3 })
    rmSync(this.#noteFile(), { force: true })
    await this.#vault.delete(secretKey)
  }

  async #startOwn(binaries: string, port: number | undefined, known: string | undefined): Promise<SampleAddress> {
    const folder = this.#folders.server
    const isNew = !existsSync(join(folder, 'data/PG_VERSION'))
    // What a process that was killed has left running.
    if (existsSync(join(folder, 'data/postmaster.pid'))) stopLeftover(binaries, folder)
    const password = known ?? randomBytes(24).toString('base64url')
    if (known === undefined) await this.#vault.set(secretKey, password)
    // Made by another host with a vault of its own.
    if (known === undefined && !isNew) changePassword(binaries, folder, password)
    this.#own = await startOnFreePort({ folder, binaries, password, settings }, port)
    process.once('exit', this.#atExit)
    this.#writeNote({ port: this.#own.port, owner: thisProcess() })
    return { port: this.#own.port, password }
  }

  #otherOwner(): boolean {
    const owner = this.#readNote()?.owner
    return owner !== undefined && !isSelf(owner) && isAlive(owner)
  }

  #sharedIsAlive(): boolean {
    return this.#shared !== undefined && this.#otherOwner()
  }

  #noteFile(): string {
    return join(this.#folders.home, 'server.json')
  }

  #readNote(): Note | undefined {
    try {
      return JSON.parse(readFileSync(this.#noteFile(), 'utf8')) as Note
    } catch {
      return undefined
    }
  }

  #writeNote(note: Note): void {
    writePrivateFile(this.#noteFile(), JSON.stringify(note))
  }
}

/** The port of last time, as environments name it, unless somebody else has it now. */
async function startOnFreePort(options: Parameters<typeof LocalServer.start>[0], port: number | undefined): Promise<LocalServer> {
  if (port === undefined) return LocalServer.start(options)
  try {
    return await LocalServer.start({ ...options, port })
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !/could not bind|could not create any TCP/i.test(thrown.message)) throw thrown
    return LocalServer.start({ ...options, port: await freePort() })
  }
}

function shared({ port }: Note, password: string | undefined): SampleAddress {
  if (password === undefined) throw inUse('it is running in another Strata, which keeps its password in a vault that this one cannot read')
  return { port, password }
}

function inUse(problem: string): AppError {
  return new AppError('sample_unavailable', { problem }, { help: 'Close the other Strata first, or start this one with another folder in STRATA_HOME.' })
}

function isSelf(owner: ProcessOwner): boolean {
  const self = thisProcess()
  return owner.pid === self.pid && owner.host === self.host
}
