import type { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { TracedStatement } from '#shared/contract/preview.ts'
import type { PreparedScript } from '../../migrations/run/prepare-script.ts'

export interface TraceOptions {
  /** First in search_path, as when a migration runs. */
  schema: string
  statementTimeoutMs: number
  lockTimeoutMs: number
  signal: AbortSignal
  onStatement?: ((script: string, statement: TracedStatement, of: number) => void) | undefined
  /** The whole server is thrown away afterwards: roles may be made on it. */
  throwAway?: boolean | undefined
}

export interface ScriptTrace {
  outcome: 'ran' | 'failed'
  /** `onTarget` and its scaling are left null: that is not the tracer's. */
  statements: TracedStatement[]
  /** Of the statement that failed, with file, line, caret and what PostgreSQL said. */
  error: AppError | null
  ms: number
  /** What a person should know: state of the session that was taken back, values of sequences that are used up. */
  notes?: Diagnostic[]
}

/** Runs scripts one after another in one database, as migrating runs them, and measures each statement. */
export interface Tracer {
  /** Throws what is not the script's fault: `cancelled`, `disk_full`, the errors of connections. */
  run(script: PreparedScript): Promise<ScriptTrace>
  /** Ends its sessions. */
  close(): Promise<void>
}
