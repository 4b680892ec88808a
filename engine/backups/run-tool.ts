import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

export interface ToolCall {
  /** Path of the program. */
  file: string
  arguments: readonly string[]
  /** Its PG* variables; secrets come this way alone. */
  variables: Readonly<Record<string, string>>
  signal?: AbortSignal | undefined
  /** Each line of stderr. */
  onMessage?(line: string): void
  /** Each line of stdout. */
  onOutput?(line: string): void
  /** Takes stdout instead of lines; when it fails, the program is ended and that is the failure. */
  consume?(stdout: Readable): Promise<void>
}

export interface ToolEnd {
  /** Null when a signal ended it. */
  code: number | null
  endedBy: string | null
}

/** How long a program may take to end politely before it is killed. */
const patienceMs = 5_000

/** Runs a client program to its end. Abort asks it to end, which cancels its query on the server too, then kills it. */
export function runTool(call: ToolCall): Promise<ToolEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(call.file, call.arguments, { env: toolVariables(process.env, call.variables), stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    let consumed: Promise<void> = Promise.resolve()
    if (call.consume) consumed = call.consume(child.stdout)
    else if (call.onOutput) createInterface({ input: child.stdout }).on('line', call.onOutput)
    else child.stdout.resume()
    createInterface({ input: child.stderr }).on('line', (line) => call.onMessage?.(line))
    let last: NodeJS.Timeout | undefined
    const stop = () => {
      child.kill('SIGTERM')
      last = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    }
    const settle = () => {
      clearTimeout(last)
      call.signal?.removeEventListener('abort', stop)
    }
    consumed.catch(stop)
    child.once('error', (error) => {
      settle()
      reject(error)
    })
    child.once('close', (code, endedBy) => {
      settle()
      consumed.then(() => resolve({ code, endedBy }), reject)
    })
    if (call.signal?.aborted) stop()
    else call.signal?.addEventListener('abort', stop)
  })
}

/** Settings of libpq that say where files are, and nothing about which server. */
const kept = new Set(['PGPASSFILE', 'PGSERVICEFILE', 'PGSYSCONFDIR', 'PGLOCALEDIR'])

/** The process's own variables without its PG* settings and Strata's, in a language that can be parsed, and then the call's. */
export function toolVariables(own: Readonly<NodeJS.ProcessEnv>, given: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const base = Object.entries(own).filter(([name]) => kept.has(name) || !/^(PG|STRATA_|LC_|LANG)/.test(name))
  return { ...Object.fromEntries(base), LC_ALL: 'C', PG_COLOR: 'never', ...given }
}
