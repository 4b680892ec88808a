import type { AppErrorData, Place } from '#shared/contract/app-error.ts'
import type { Look } from './look.ts'
import { indent } from './values.ts'

/** An error as a person reads it: what happened, where, in what state things are, what to do next. */
export function renderError(error: AppErrorData, { paint }: Look): string {
  const { message, where, pg, state, help, code, ref } = error
  const lines = [
    `${paint.bold(paint.red('Error:'))} ${message}`,
    where && placeLine(where) && `  at ${paint.cyan(placeLine(where))}`,
    where?.caret && `\n${indent(where.caret, '    ')}\n`,
    pg && pg.message !== message && !message.includes(pg.message) && `  Server: ${pg.message}`,
    pg?.detail && `  Detail: ${pg.detail}`,
    pg?.hint && `  Hint: ${pg.hint}`,
    pg?.context && `  Context: ${pg.context.split('\n')[0]}`,
    state && `  State: ${state}`,
    help && `  ${paint.bold('Next:')} ${help}`,
    paint.dim(`  (${code}${pg ? `, SQLSTATE ${pg.sqlstate}` : ''}, ref ${ref})`),
  ]
  return `${lines.filter(Boolean).join('\n')}\n`
}

export function placeLine({ file, line, column, statement, field, step }: Place): string {
  if (file) return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':') + (statement ? `, statement ${statement}` : '')
  return field ?? step ?? ''
}
