import type pg from 'pg'
import { IgnoringHandlers, submit, type WireConnection, type WireQuery } from './wire.ts'

export interface PipelineStep {
  /** SQL of one statement; for a prepared one its name says more. */
  text: string
  /** Name under which it was prepared before. */
  prepared?: string
  values?: readonly (string | null)[]
  /** Ask the server to report at once, so that the time of this step is known when it ends. */
  report?: boolean
}

export interface StepDone {
  step: number
  /** Command tag, such as `INSERT 0 5`; empty for a statement without words. */
  tag: string
  /** performance.now() when the server's answer arrived. */
  at: number
}

/** A step failed, or the connection ended while `step` was under way. The steps after it did not run. */
export class PipelineError extends Error {
  override readonly name = 'PipelineError'
  readonly step: number

  constructor(step: number, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.step = step
  }
}

/**
 * Sends all steps in one go by the extended protocol with one Sync at the end: one round trip, whatever the number of steps.
 * After an error the server skips everything up to the Sync, so that no later step runs.
 */
export function runPipeline(client: pg.Client, steps: readonly PipelineStep[], onStep: (done: StepDone) => void = () => {}): Promise<void> {
  return new Promise((resolve, reject) => {
    submit(client, new Pipeline(steps, onStep, (error) => (error ? reject(error) : resolve())))
  })
}

/** Parses statements once under a name, for all the pipelines of a session. */
export function prepareAll(client: pg.Client, statements: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((resolve, reject) => {
    submit(client, new Preparation(statements, (error) => (error ? reject(error) : resolve())))
  })
}

type End = (error?: Error) => void

class Pipeline extends IgnoringHandlers implements WireQuery {
  readonly #steps: readonly PipelineStep[]
  readonly #onStep: (done: StepDone) => void
  readonly #end: End
  #next = 0

  constructor(steps: readonly PipelineStep[], onStep: (done: StepDone) => void, end: End) {
    super()
    this.#steps = steps
    this.#onStep = onStep
    this.#end = end
  }

  submit(connection: WireConnection): void {
    connection.stream.cork()
    for (const { text, prepared, values, report } of this.#steps) {
      if (prepared === undefined) connection.parse({ text })
      connection.bind({ ...(prepared !== undefined && { statement: prepared }), ...(values && { values }) })
      connection.execute()
      if (report) connection.flush()
    }
    connection.sync()
    connection.stream.uncork()
  }

  handleCommandComplete({ text }: { text: string }): void {
    const step = this.#next
    this.#next += 1
    this.#onStep({ step, tag: text, at: performance.now() })
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  handleReadyForQuery(): void {
    this.#end()
  }

  handleError(error: unknown): void {
    this.#end(new PipelineError(this.#next, error))
  }

  /** A COPY that wants rows where the file has none. While it waits the server overlooks a Sync, so the last step needs another. */
  handleCopyInResponse(connection: WireConnection): void {
    connection.sendCopyFail('The file has no data for this COPY')
    if (this.#next === this.#steps.length - 1) connection.sync()
  }
}

class Preparation extends IgnoringHandlers implements WireQuery {
  readonly #statements: Readonly<Record<string, string>>
  readonly #end: End

  constructor(statements: Readonly<Record<string, string>>, end: End) {
    super()
    this.#statements = statements
    this.#end = end
  }

  submit(connection: WireConnection): void {
    connection.stream.cork()
    for (const [name, text] of Object.entries(this.#statements)) connection.parse({ name, text })
    connection.sync()
    connection.stream.uncork()
  }

  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handleCopyInResponse(): void {}

  handleReadyForQuery(): void {
    this.#end()
  }

  handleError(error: unknown): void {
    this.#end(error instanceof Error ? error : new Error(String(error)))
  }
}
