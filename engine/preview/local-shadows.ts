import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '#shared/contract/app-error.ts'
import { isAlive, thisProcess, type ProcessOwner } from '../jobs/process-owner.ts'
import { installedServer, LocalServer, stopLeftover, throwAwaySettings } from '../postgres/local-server.ts'
import { reachableBinaries, repairLinks, sampleBinaries } from '../sample/sample-binaries.ts'
import { Bases } from './shadow/bases.ts'

export interface LocalShadow {
  port: number
  major: number
  /** Of user postgres, and of every user that is made for a shadow. */
  password: string
}

interface Programs {
  folder: string
  major: number
  embedded: boolean
}

const prefix = 'strata-shadow-'
const supported = [18, 17, 16, 15, 14, 13]
/** Major version of the server programs that come with Strata's packages. */
const embeddedMajor = 15
const settings = { ...throwAwaySettings, max_connections: '50', max_locks_per_transaction: '512' }

/** Servers of this process for shadow databases: started when first needed, one of each major version, gone with the process. */
export class LocalShadows {
  /** What previews copy, on these servers and on others. */
  readonly bases = new Bases()
  readonly #root: string | undefined
  readonly #running = new Map<number, Promise<{ server: LocalServer; folder: string; password: string }>>()

  /** `root`: folder with node_modules, where embedded server programs may be. */
  constructor(root?: string) {
    this.#root = root
  }

  /** Whether there are programs of exactly that version. */
  offers(major: number): boolean {
    return this.#programs(major)?.major === major
  }

  /** A server of the major version, else the nearest newer, else the newest; undefined where no programs are. Throws `shadow_unavailable`. */
  async server(wanted: number | undefined): Promise<LocalShadow | undefined> {
    const programs = this.#programs(wanted)
    if (!programs) return undefined
    const { major } = programs
    const starting = this.#running.get(major) ?? this.#start(programs)
    this.#running.set(major, starting)
    try {
      const { server, password } = await starting
      if (server.running) return { port: server.port, major, password }
    } catch (thrown) {
      this.#running.delete(major)
      const problem = thrown instanceof AppError ? String(thrown.data.params?.['problem'] ?? thrown.message) : String(thrown)
      throw new AppError('shadow_unavailable', { problem: `a server of PostgreSQL ${major} cannot be started here: ${problem}`, major }, { cause: thrown })
    }
    this.#running.delete(major)
    return this.server(wanted)
  }

  async close(): Promise<void> {
    await this.bases.close()
    const all = [...this.#running.values()]
    this.#running.clear()
    for (const starting of all) {
      const started = await starting.catch(() => undefined)
      await started?.server.stop()
      if (started) removeFolder(started.folder)
    }
  }

  #programs(wanted: number | undefined): Programs | undefined {
    const embedded = this.#root === undefined ? undefined : sampleBinaries(this.#root)
    const found = supported.flatMap((major): Programs[] => {
      const installed = installedServer(major)
      if (installed !== undefined) return [{ folder: installed, major, embedded: false }]
      return major === embeddedMajor && embedded !== undefined ? [{ folder: embedded, major, embedded: true }] : []
    })
    return found.find(({ major }) => major === wanted) ?? found.findLast(({ major }) => major > (wanted ?? Infinity)) ?? found[0]
  }

  async #start({ folder: programs, embedded }: Programs): Promise<{ server: LocalServer; folder: string; password: string }> {
    removeLeftovers()
    const folder = mkdtempSync(join(tmpdir(), prefix))
    try {
      if (embedded) repairLinks(join(programs, '..'))
      const password = randomBytes(24).toString('base64url')
      const server = await LocalServer.start({ folder, binaries: reachableBinaries(programs, folder), password, settings })
      writeFileSync(join(folder, 'owner.json'), JSON.stringify({ owner: thisProcess(), programs } satisfies Note), { mode: 0o600 })
      process.once('exit', () => server.killNow())
      return { server, folder, password }
    } catch (thrown) {
      removeFolder(folder)
      throw thrown
    }
  }
}

interface Note {
  owner: ProcessOwner
  programs: string
}

/** Ends and removes what a process that was killed has left running. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(prefix))) {
    const folder = join(tmpdir(), name)
    try {
      const note = JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8')) as Note
      if (note.owner.host !== thisProcess().host || isAlive(note.owner)) continue
      if (existsSync(join(folder, 'data/postmaster.pid'))) stopLeftover(note.programs, folder)
      removeFolder(folder)
    } catch {
      // Somebody else's, or one that is being made.
    }
  }
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
