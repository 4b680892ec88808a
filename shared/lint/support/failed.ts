import type { Finding, LintStatement } from '../rule.ts'

/** What PostgreSQL said where the statement was traced and failed; undefined: it ran, or was not traced. */
export function failure(statement: LintStatement): string | undefined {
  return statement.trace?.outcome === 'failed' ? (statement.trace.reason ?? 'it failed') : undefined
}

/** A finding on what may fail, made certain where it has failed. */
export function certain(found: Finding, statement: LintStatement): Finding {
  const reason = failure(statement)
  return reason === undefined ? found : { ...found, severity: 'error', basis: 'trace', message: `${found.message} It failed where it was traced: ${reason.replace(/\.$/, '')}.` }
}
