import type { AppError } from '#shared/contract/app-error.ts'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Proof } from '#shared/contract/preview.ts'
import type { AppliedEntry } from './applied-state.ts'
import type { KeptUndo } from './rollback-store.ts'

type Params = NonNullable<Diagnostic['params']>

/** One sentence of a plan; hosts with another language say `code` and `params` in it. */
export function note(severity: Diagnostic['severity'], code: string, message: string, params: Params = {}, help?: string): Diagnostic {
  return { code, severity, message, params, ...(help !== undefined && { help }) }
}

const nameOf = ({ version, script }: AppliedEntry) => (version === null ? script : `version ${version}`)

export function baseline(entry: AppliedEntry): Diagnostic {
  return note('error', 'undo-of-baseline', `${capital(nameOf(entry))} is the baseline: what it stands for was there before the history, and nothing takes it back.`, { what: nameOf(entry) })
}

export function fileGone(entry: AppliedEntry): Diagnostic {
  return note('error', 'undo-file-gone', `${entry.script} was applied and its file is gone: whether an undo fits it cannot be told.`, { script: entry.script }, 'Put the file back into the migrations folder, or restore a backup.')
}

export function fileChanged(entry: AppliedEntry): Diagnostic {
  return note('error', 'undo-file-changed', `${entry.script} was changed since it was applied: its undo may take back something else.`, { script: entry.script }, 'Put the file back as it was applied, or restore a backup.')
}

export function noUndo(entry: AppliedEntry): Diagnostic {
  return note('error', 'undo-not-sql', `${capital(nameOf(entry))} is of type ${entry.type}, which Strata cannot read, and has no undo file.`, { what: nameOf(entry), type: entry.type })
}

export function unfitScript(script: string, error: AppError): Diagnostic {
  return { ...note('error', 'script-unfit', `${script} cannot run: ${error.message}`, { script, problem: error.message }), ...(error.data.where && { where: error.data.where }) }
}

export function undoFails(entry: AppliedEntry, script: string, { status, problem, error, differences }: Proof): Diagnostic {
  const why = status === 'differs' ? (differences[0]?.text ?? 'the schema is another one after it') : (error?.message ?? problem ?? 'it broke off')
  return note('error', 'undo-fails', `${script} was tried in a shadow and does not take ${nameOf(entry)} back: ${why}`, { script, what: nameOf(entry), why })
}

export function generatedFails(entry: AppliedEntry, { status, problem }: KeptUndo): Diagnostic {
  const why = problem ?? (status === 'differs' ? 'the schema is another one after it' : 'none can be written')
  return note('error', 'generated-undo-fails', `${capital(nameOf(entry))} has no undo file, and an undo that Strata wrote does not take it back: ${why}`, { what: nameOf(entry), why })
}

export function textGone(entry: AppliedEntry): Diagnostic {
  return entry.version === null
    ? note('warning', 'repeat-text-gone', `${entry.script} had another text then, which neither a file nor the journal has: it stays as it is now.`, { script: entry.script })
    : note('error', 'apply-text-gone', `The text of ${entry.script}, as it was applied then, is in no file and not in the journal.`, { script: entry.script })
}

export function staying(entry: AppliedEntry): Diagnostic {
  return note('warning', 'repeatable-stays', `${entry.script} was applied since, and a repeatable migration has no undo: what it made stays.`, { script: entry.script })
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`
}
