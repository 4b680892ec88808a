import type { Engine } from '../engine.ts'
import type { DeployActions } from './act.ts'
import { Sender, type SenderOptions } from './sender.ts'
import { TriggerWatch, type TriggerWatchOptions } from './trigger-watch.ts'

/** What hooks need while the desktop or the server runs: webhooks are sent, channels listened to and folders watched. */
export class HookWork {
  readonly #sender: Sender
  readonly #triggers: TriggerWatch

  constructor(engine: Engine, actions: DeployActions, options: SenderOptions & TriggerWatchOptions = {}) {
    this.#sender = new Sender(engine, options)
    this.#triggers = new TriggerWatch(engine, actions, options)
  }

  async stop(): Promise<void> {
    await Promise.all([this.#sender.stop(), this.#triggers.stop()])
  }
}
