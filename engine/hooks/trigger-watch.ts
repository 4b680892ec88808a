import { watch, type FSWatcher } from 'node:fs'
import { AppError } from '#shared/contract/app-error.ts'
import { deploymentSchema, type Deployment } from '#shared/contract/hooks-incoming.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../engine.ts'
import { act, type DeployActions } from './act.ts'
import { actionNow } from './deploy-policy.ts'
import { folderState } from './folder-state.ts'
import { Listener } from './listener.ts'
import { TriggersTable, type KeptTrigger } from './triggers-table.ts'

export interface TriggerWatchOptions {
  onTrouble?: (thrown: unknown) => void
  /** Between two looks: at the list of triggers, and at each folder. */
  everyMs?: number
  /** A trigger fires when nothing more has come for so long. */
  quietMs?: number
}

interface Watched {
  /** Tells whether it is still the same thing that is watched. */
  key: string
  stop(): Promise<void> | void
}

/** Listens to channels and watches folders while the desktop or the server runs; of several processes one acts, by the row of the trigger. */
export class TriggerWatch {
  readonly #engine: Engine
  readonly #actions: DeployActions
  readonly #table: TriggersTable
  readonly #onTrouble: (thrown: unknown) => void
  readonly #quietMs: number
  readonly #timer: NodeJS.Timeout
  readonly #watched = new Map<string, Watched>()
  #working: Promise<void> | undefined
  #stopped = false

  constructor(engine: Engine, actions: DeployActions, { onTrouble = () => {}, everyMs = 5_000, quietMs = 2_000 }: TriggerWatchOptions = {}) {
    this.#engine = engine
    this.#actions = actions
    this.#table = new TriggersTable(engine.database)
    this.#onTrouble = onTrouble
    this.#quietMs = quietMs
    this.#timer = setInterval(() => void this.look(), everyMs)
    this.#timer.unref()
    void this.look()
  }

  /** Looks once at everything; resolves when what was due has begun. Never throws. */
  look(): Promise<void> {
    if (this.#stopped) return Promise.resolve()
    this.#working ??= this.#look().catch(this.#onTrouble).finally(() => (this.#working = undefined))
    return this.#working
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await this.#working
    await Promise.all([...this.#watched.values()].map((watched) => watched.stop()))
  }

  async #look(): Promise<void> {
    const triggers = await this.#table.list()
    await this.#follow(triggers)
    for (const trigger of triggers) {
      const environment = this.#environmentOf(trigger)
      if (this.#stopped || !trigger.enabled || !environment) continue
      if (trigger.kind === 'folder') await this.#lookAtFolder(trigger)
      await this.#fireIfDue(trigger, environment)
    }
  }

  /** Begins to watch what is new and ends what is gone or another thing now. */
  async #follow(triggers: readonly KeptTrigger[]): Promise<void> {
    const wanted = new Map(triggers.flatMap((trigger) => {
      const environment = this.#environmentOf(trigger)
      return trigger.enabled && environment ? [[trigger.id, { trigger, environment, key: `${trigger.target}\n${environment.updatedAt}` }] as const] : []
    }))
    for (const [id, watched] of this.#watched) {
      if (wanted.get(id)?.key === watched.key) continue
      this.#watched.delete(id)
      await watched.stop()
    }
    for (const [id, { trigger, environment, key }] of wanted) {
      if (!this.#watched.has(id)) this.#watched.set(id, { key, stop: trigger.kind === 'listen' ? this.#listen(trigger, environment) : this.#watchFolder(trigger) })
    }
  }

  #listen({ id, target }: KeptTrigger, environment: Environment): () => Promise<void> {
    const listener = new Listener(this.#engine, {
      environment, channel: target,
      onNotification: (payload) => this.#arm(id, payload),
      onState: (problem) => void this.#table.setProblem(id, problem).catch(this.#onTrouble),
    })
    return () => listener.stop()
  }

  /** The system's word that something changed only makes the next look come sooner; without it the looks are enough. */
  #watchFolder({ target }: KeptTrigger): () => void {
    let soon: NodeJS.Timeout | undefined
    const look = () => {
      clearTimeout(soon)
      soon = setTimeout(() => void this.look(), this.#quietMs / 4)
      soon.unref()
    }
    let watcher: FSWatcher | undefined
    try {
      watcher = watch(target, { recursive: true, persistent: false }, look)
      watcher.on('error', () => watcher?.close())
    } catch {
      // Some file systems tell nothing.
    }
    return () => {
      clearTimeout(soon)
      watcher?.close()
    }
  }

  async #lookAtFolder({ id, target, problem }: KeptTrigger): Promise<void> {
    try {
      await this.#table.armIfChanged(id, await folderState(target), Date.now() + this.#quietMs)
      if (problem !== null) await this.#table.setProblem(id, null)
      this.#lookAfterQuiet()
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown)) throw thrown
      await this.#table.setProblem(id, `The folder cannot be read (${String(thrown.code)}).`)
    }
  }

  #arm(id: string, payload: string): void {
    this.#table.arm(id, Date.now() + this.#quietMs, payload.slice(0, 8000)).then(() => this.#lookAfterQuiet(), this.#onTrouble)
  }

  #lookAfterQuiet(): void {
    setTimeout(() => void this.look(), this.#quietMs + 20).unref()
  }

  async #fireIfDue({ id }: KeptTrigger, environment: Environment): Promise<void> {
    const fired = await this.#table.fire(id, Date.now())
    if (!fired) return
    const trigger = await this.#table.get(id)
    const { kind, target } = trigger
    const deployed = { source: kind, hookId: id, name: target, environment, action: actionNow(environment, trigger), deployment: kind === 'listen' ? readPayload(fired.payload) : {}, address: null }
    // What comes of it stands in the list of calls.
    await act(this.#engine.database, this.#actions, deployed).catch((thrown: unknown) => (thrown instanceof AppError && thrown.code !== 'internal' ? undefined : this.#onTrouble(thrown)))
  }

  #environmentOf({ envId }: KeptTrigger): Environment | undefined {
    return this.#engine.environments.list().find(({ id }) => id === envId)
  }
}

const partial = deploymentSchema.omit({ environment: true })

/** Whoever may connect may notify: JSON as of the incoming hook, or a version as plain text; anything else says nothing. */
export function readPayload(payload: string | null): Omit<Deployment, 'environment'> {
  const text = payload?.trim() ?? ''
  if (!text.startsWith('{')) return text === '' || text.length > 200 ? {} : { version: text }
  try {
    return partial.safeParse(JSON.parse(text)).data ?? {}
  } catch {
    return {}
  }
}
