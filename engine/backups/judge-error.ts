import { AppError } from '#shared/contract/app-error.ts'
import type { RestoreResult } from '#shared/contract/backups.ts'
import { sortRestoreError } from './restore-errors.ts'
import type { RestoreError } from './restore-output.ts'
import type { RestoreRun } from './restore-run.ts'
import { isWhole } from './scope.ts'

/** What was complained of and could be explained. */
export interface Restored {
  harmless: RestoreResult['harmless']
  differences: RestoreResult['differences']
}

/** Adds what an error means; throws the one that ends the restore where it cannot be explained. */
export function judgeError(run: RestoreRun, error: RestoreError, restored: Restored): void {
  const { server, manifest } = run
  const verdict = sortRestoreError(error, { user: server.user, serverMajor: server.major, partial: manifest.scope !== undefined && !isWhole(manifest.scope) })
  if (verdict.kind === 'real') throw failure(run, error)
  if (verdict.kind === 'harmless') restored.harmless.push({ message: wordsOf(error), why: verdict.why })
  else restored.differences.push(verdict.difference)
}

const lost = /server closed the connection|terminating connection|no connection to the server|connection to server .* failed|SSL SYSCALL error|could not send data to server/i

function failure({ into, log }: RestoreRun, error: RestoreError): AppError {
  const all = [error.message, ...error.more, ...(error.command === undefined ? [] : [`Command was: ${error.command.slice(0, 2000)}`])].join('\n')
  log('error', error.entry === undefined ? all : `${error.entry}: ${all}`)
  if (lost.test(error.message)) return new AppError('connection_lost', {}, { cause: all })
  if (/No space left on device|could not extend file/.test(all)) return new AppError('disk_full', { what: `database "${into}" on the server` }, { cause: all })
  return new AppError('restore_failed', { database: into, problem: wordsOf(error) }, { cause: all })
}

function wordsOf({ entry, message, more }: RestoreError): string {
  const detail = more.find((line) => line.startsWith('DETAIL:'))?.replace(/^DETAIL:\s+/, ' ') ?? ''
  return `${entry === undefined ? '' : `${entry}: `}${message}${detail}`.slice(0, 500)
}
