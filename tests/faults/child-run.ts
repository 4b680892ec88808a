import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface ChildOutcome {
  state: string
  error?: { code: string; message: string; state?: string }
  result?: unknown
}

/** Operations that should have come to their end by then, on a machine that does much else. */
const patienceMs = 120_000

/** One operation in a process of its own. */
export class ChildRun {
  readonly #child: ChildProcess
  readonly #begun: Promise<void>
  readonly #ended: Promise<void>
  #outcome: ChildOutcome | undefined
  #errors = ''
  #doing = ''
  #over = false

  constructor(program: string, dataFolder: string, operation: string, input: object) {
    const child = spawn(process.execPath, [program, dataFolder, operation, JSON.stringify(input)], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    child.stderr.on('data', (chunk: Buffer) => (this.#errors += chunk.toString()))
    this.#ended = new Promise((resolve) => {
      child.once('exit', () => (this.#over = true))
      child.once('close', () => resolve())
    })
    const lines = createInterface({ input: child.stdout })
    this.#begun = new Promise((resolve) => {
      lines.on('line', (line) => {
        if (line === 'begun') resolve()
        else if (line.startsWith('at ')) this.#doing = line.slice(3)
        else if (line.startsWith('{')) this.#outcome = JSON.parse(line) as ChildOutcome
      })
      void this.#ended.then(resolve)
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get over(): boolean {
    return this.#over || this.#outcome !== undefined
  }

  /** First word of what it said last that it was doing. */
  get doing(): string {
    return (this.#doing.split(' ')[0] ?? '').toLowerCase()
  }

  begun(): Promise<void> {
    return this.#begun
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  /** What it said at its end; undefined when it was killed before. Throws when it neither ends nor says anything. */
  async outcome(): Promise<ChildOutcome | undefined> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), patienceMs)))
    const end = await Promise.race([this.#ended, late])
    clearTimeout(timer)
    if (end === 'late') {
      this.kill()
      throw new Error('The operation came to no end')
    }
    if (!this.#outcome && this.#child.signalCode !== 'SIGKILL') throw new Error(`The process ended without an outcome: ${this.#errors.slice(-500)}`)
    return this.#outcome
  }
}
