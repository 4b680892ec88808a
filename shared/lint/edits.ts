import type { Fix } from '../contract/diagnostics.ts'
import { lineStop } from '../sql/offsets.ts'
import type { Finding, LintFile, LintStatement } from './rule.ts'

export type RuleFix = NonNullable<Finding['fix']>
export type Edit = Fix['edits'][number]

/** Puts a keyword or more behind the part of a statement that the pattern finds; undefined if it is not there. */
export function insertAfter({ text, start }: LintStatement, pattern: RegExp, insert: string): Edit | undefined {
  const found = pattern.exec(text)
  if (!found) return undefined
  const at = start + found.index + found[0].length
  return { start: at, end: at, text: insert }
}

export function replaceStatement({ start, end }: LintStatement, text: string): Edit {
  return { start, end, text }
}

/** Takes a statement away with its semicolon and the rest of its line, if nothing else stands there. */
export function removeStatement({ start, end }: LintStatement, { text }: LintFile): Edit {
  const semicolon = /^\s*;/.exec(text.slice(end))
  let to = end + (semicolon?.[0].length ?? 0)
  const rest = text.slice(to, lineStop(text, to))
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1
  if (rest.trim() === '' && text.slice(lineStart, start).trim() === '') {
    to = lineStop(text, to)
    to += text.startsWith('\r\n', to) ? 2 : to < text.length ? 1 : 0
    return { start: lineStart, end: to, text: '' }
  }
  return { start, end: to, text: '' }
}

/** Line end that a text uses. */
export function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/**
 * A cured statement that cannot run in a transaction: in its place if the file holds nothing else, else in a file of its own
 * that comes after this one.
 */
export function outsideTransaction(statement: LintStatement, file: LintFile, sql: string, title: string, description: string): RuleFix {
  if (file.statements.length === 1) return { title, edits: [replaceStatement(statement, sql)] }
  return { title: `${title}, in a file of its own`, edits: [removeStatement(statement, file)], newFiles: [{ description, text: `${sql};${lineBreak(file.text)}` }] }
}

/** What stands from a statement on, its comments too, in a file that comes after this one. */
export function splitFrom(statement: LintStatement, { text, statements }: LintFile, title: string, description: string): RuleFix {
  const before = statements[statement.number - 2]
  const from = before ? behind(text, before.copyData?.end ?? before.end) : statement.start
  return { title, edits: [{ start: from, end: text.length, text: '' }], newFiles: [{ description, text: text.slice(from) }] }
}

/** Offset of the line after the end of a statement, or of what follows its semicolon on the same line. */
function behind(text: string, end: number): number {
  return end + (/^(?:\r?\n?\\\.|\s*;)?([ \t]*(--[^\r\n]*)?(\r\n|\r|\n))?/.exec(text.slice(end))?.[0].length ?? 0)
}

/** A statement before all others of a file. */
export function atHead({ statements, text }: LintFile, sql: string): Edit {
  const at = statements[0]?.start ?? text.length
  return { start: at, end: at, text: `${sql};${lineBreak(text)}` }
}

/** The text of a file with a fix in it. */
export function applyEdits(text: string, edits: Fix['edits']): string {
  return edits.toSorted((a, b) => b.start - a.start).reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text)
}
