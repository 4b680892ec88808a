import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { paint, type Look } from './render/look.ts'

/** Where the shell's words go. Results are for stdout; progress, log and errors for stderr. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** How results are to look. */
  readonly look: Look
  /** How progress and errors are to look. */
  readonly errLook: Look
  /** Progress may be drawn and erased. */
  readonly live: boolean
  /** A question that a person answers; absent where nobody sits at a keyboard. */
  ask?: (question: string) => Promise<string>
  /** The same for what nobody may read over a shoulder. */
  askHidden?: (question: string) => Promise<string>
}

type Stream = NodeJS.WriteStream

export function processTerminal(variables: NodeJS.ProcessEnv = process.env): Terminal {
  const { stdin, stdout, stderr } = process
  endQuietlyWithoutReader(stdout)
  return {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    look: lookOf(stdout, variables),
    errLook: lookOf(stderr, variables),
    live: Boolean(stderr.isTTY) && variables.TERM !== 'dumb',
    ...(stdin.isTTY && stderr.isTTY && { ask, askHidden }),
  }
}

async function ask(question: string): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await prompt.question(question)
  } finally {
    prompt.close()
  }
}

async function askHidden(question: string): Promise<string> {
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await prompt.question('')
  } finally {
    prompt.close()
    process.stderr.write('\n')
  }
}

function lookOf(stream: Stream, variables: NodeJS.ProcessEnv): Look {
  const wanted = variables.FORCE_COLOR !== undefined && variables.FORCE_COLOR !== '0'
  const colours = wanted || (Boolean(stream.isTTY) && !variables.NO_COLOR && variables.TERM !== 'dumb')
  return { paint: paint(colours), width: stream.columns || 100 }
}

/** As in `strata history | head`: the reader has had enough, which is no error. */
function endQuietlyWithoutReader(stream: Stream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}

/** Resolves when what was written has left the process. */
export function flushed(): Promise<void> {
  return new Promise((resolve) => process.stdout.write('', () => process.stderr.write('', () => resolve())))
}
