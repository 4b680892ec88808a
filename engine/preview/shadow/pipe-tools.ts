import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { toolVariables, type ToolEnd } from '../../backups/run-tool.ts'

export interface PipedTool {
  file: string
  arguments: readonly string[]
  variables: Readonly<Record<string, string>>
  /** Each line of stderr. */
  onMessage(line: string): void
}

/** How long a program may take to end politely before it is killed. */
const patienceMs = 3_000

/** Runs two programs, the first one's output into the second. Abort, and the failure of one, ends both. */
export async function pipeTools(from: PipedTool, into: PipedTool, signal: AbortSignal): Promise<{ from: ToolEnd; into: ToolEnd }> {
  const first = spawn(from.file, from.arguments, { env: toolVariables(process.env, from.variables), stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
  const second = spawn(into.file, into.arguments, { env: toolVariables(process.env, into.variables), stdio: ['pipe', 'ignore', 'pipe'], windowsHide: true })
  createInterface({ input: first.stderr }).on('line', from.onMessage)
  createInterface({ input: second.stderr }).on('line', into.onMessage)
  const stop = () => {
    for (const child of [first, second]) end(child)
  }
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop)
  // The second one ends early when it cannot connect: the first then writes into nothing, and its own end says so.
  const piped = pipeline(first.stdout, second.stdin).catch(() => end(first))
  try {
    const [fromEnd, intoEnd] = await Promise.all([ended(first), ended(second), piped])
    return { from: fromEnd, into: intoEnd }
  } catch (thrown) {
    stop()
    throw thrown
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function end(child: ChildProcess): void {
  child.kill('SIGTERM')
  const last = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  child.once('close', () => clearTimeout(last))
}

function ended(child: ChildProcess): Promise<ToolEnd> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, endedBy) => resolve({ code, endedBy }))
  })
}
