import { AppError } from '#shared/contract/app-error.ts'
import type { TracedStatement } from '#shared/contract/preview.ts'
import type { Environment } from '#shared/contract/environments.ts'
import type { Engine } from '../../engine.ts'
import type { PreparedScript } from '../../migrations/run/prepare-script.ts'

export interface TraceOptions {
  /** First in search_path, as when a migration runs. */
  schema: string
  statementTimeoutMs: number
  lockTimeoutMs: number
  signal: AbortSignal
  onStatement?: ((script: string, statement: TracedStatement, of: number) => void) | undefined
}

export interface ScriptTrace {
  outcome: 'ran' | 'failed'
  /** `onTarget` and its scaling are left null: that is not the tracer's. */
  statements: TracedStatement[]
  /** Of the statement that failed, with file, line, caret and what PostgreSQL said. */
  error: AppError | null
  ms: number
}

/** Runs scripts one after another in one database, as migrating runs them, and measures each statement. */
export interface Tracer {
  run(script: PreparedScript): Promise<ScriptTrace>
  /** Ends its sessions. */
  close(): Promise<void>
}

/** On a shadow: each script is committed, so that the next one finds what it made. `environment` is the shadow's. */
export async function openTracer(_engine: Engine, _environment: Environment, _options: TraceOptions): Promise<Tracer> {
  throw new AppError('internal')
}

/** On the target: all scripts in one transaction that is rolled back by `close`; what cannot run in a transaction, or has effects outside of it, is skipped with the reason. */
export async function openRolledBackTracer(_engine: Engine, _environment: Environment, _options: TraceOptions): Promise<Tracer> {
  throw new AppError('internal')
}
