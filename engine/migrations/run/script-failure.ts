import type { ScriptStatement } from '#shared/sql/split.ts'

/** Where in the course of one migration it went wrong. */
export type FailurePhase = 'begin' | 'statement' | 'record' | 'commit'

export interface PgFields {
  code?: string
  message: string
  detail?: string
  hint?: string
  where?: string
  position?: string
}

/** One migration did not get through. `cause` is what pg threw. */
export class ScriptFailure extends Error {
  override readonly name = 'ScriptFailure'
  readonly phase: FailurePhase
  readonly statement: ScriptStatement | undefined
  /** COMMIT had been sent, so that without an answer nobody knows. */
  readonly commitSent: boolean
  override readonly cause: unknown

  constructor(phase: FailurePhase, statement: ScriptStatement | undefined, commitSent: boolean, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause))
    this.phase = phase
    this.statement = statement
    this.commitSent = commitSent
    this.cause = cause
  }

  /** The server's own words, when it was the server that refused. */
  get pg(): PgFields | undefined {
    const fields = this.cause as (PgFields & { severity?: string }) | undefined
    return fields?.severity !== undefined && fields.code !== undefined ? fields : undefined
  }

  get sqlstate(): string | undefined {
    return this.pg?.code
  }

  /** The session is gone: the server ended it, or nothing answers any more. */
  get connectionLost(): boolean {
    const code = this.sqlstate
    return code === undefined || /^(08|57P0)/.test(code)
  }
}
