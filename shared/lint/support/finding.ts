import type { Severity } from '../../contract/diagnostics.ts'
import type { Finding, LintContext, LintStatement } from '../rule.ts'
import { isEmpty, type Name } from './relation.ts'

type Loose<T> = { [K in keyof T]: undefined extends T[K] ? T[K] | undefined : T[K] }

/** A finding, its absent parts left out. */
export function finding(parts: Loose<Finding>): Finding {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as unknown as Finding
}

/** An undo is there to take back; a table without rows has nothing to lose. */
export function severityOfLoss(table: Name, context: LintContext): Severity | undefined {
  if (context.file.undo) return 'info'
  return isEmpty(table, context) ? 'warning' : undefined
}

/** Statements of the batch before this one: those of earlier files and of this file. */
export function earlier(statement: LintStatement, context: LintContext): LintStatement[] {
  const at = context.files.indexOf(context.file)
  const before = context.files.slice(0, Math.max(0, at)).flatMap(({ statements }) => statements)
  return [...before, ...context.file.statements.filter(({ start }) => start < statement.start)]
}

/** Statements of the batch after this one. */
export function later(statement: LintStatement, context: LintContext): LintStatement[] {
  const at = context.files.indexOf(context.file)
  const after = at < 0 ? [] : context.files.slice(at + 1).flatMap(({ statements }) => statements)
  return [...context.file.statements.filter(({ start }) => start > statement.start), ...after]
}

/** `orders, lines and 3 more`. */
export function listed(items: readonly string[], most = 5): string {
  const shown = items.slice(0, most)
  if (items.length > most) return `${shown.join(', ')} and ${items.length - most} more`
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? '')
}
