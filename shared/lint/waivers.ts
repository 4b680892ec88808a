import { lineEnd, skipBlockComment } from '../sql/lexer.ts'
import type { ScriptStatement } from '../sql/split.ts'

/** `-- strata:allow S101 reason` before a statement or behind it on its line; `-- strata:allow-file S101 reason` before the first one. */
export interface Waiver {
  /** Ids or names of rules, separated by commas. */
  rules: readonly string[]
  reason: string
  /** UTF-16 offset of the comment. */
  offset: number
  /** Number of the statement; null: the whole file; 0: none, it stands where it applies to nothing. */
  statement: number | null
}

const pattern = /strata:allow(-file)?\b[ \t]*([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)?[ \t]*([^\r\n]*)/y

/** Waivers of a file, in the order of the text. */
export function waiversOf({ text, statements }: { text: string; statements: readonly Pick<ScriptStatement, 'start' | 'end' | 'copyData'>[] }): Waiver[] {
  if (!text.includes('strata:allow')) return []
  const found: Waiver[] = []
  for (let i = 0; i <= statements.length; i++) {
    const before = statements[i - 1]
    const from = before?.copyData?.end ?? before?.end ?? 0
    const to = statements[i]?.start ?? text.length
    for (const comment of commentsIn(text, from, to)) {
      const waiver = waiverIn(text, comment)
      if (waiver) found.push({ ...waiver, statement: appliesTo(text, comment.start, waiver.wholeFile, i, from, statements.length) })
    }
  }
  return found
}

function appliesTo(text: string, at: number, wholeFile: boolean, next: number, previousEnd: number, count: number): number | null {
  if (wholeFile) return next === 0 ? null : 0
  if (next > 0 && !/[\r\n]/.test(text.slice(previousEnd, at))) return next
  return next < count ? next + 1 : 0
}

interface Comment {
  start: number
  end: number
}

function commentsIn(text: string, from: number, to: number): Comment[] {
  const comments: Comment[] = []
  let at = from
  while (at < to) {
    const two = text.slice(at, at + 2)
    const end = two === '--' ? lineEnd(text, at) : two === '/*' ? skipBlockComment(text, at) : undefined
    if (end === undefined) at++
    else {
      comments.push({ start: at, end: end < 0 ? to : end })
      at = end < 0 ? to : end
    }
  }
  return comments
}

function waiverIn(text: string, { start, end }: Comment): { rules: string[]; reason: string; offset: number; wholeFile: boolean } | undefined {
  const comment = text.slice(start, text.startsWith('/*', start) ? end - 2 : end)
  const at = comment.indexOf('strata:allow')
  if (at < 0 || !/^(--|\/\*)[\s*-]*$/.test(comment.slice(0, at))) return undefined
  pattern.lastIndex = at
  const [, file, rules = '', reason = ''] = pattern.exec(comment) ?? []
  return { rules: rules.split(',').map((rule) => rule.trim()).filter(Boolean), reason: reason.replace(/^[\s:—–-]+/, '').trim(), offset: start, wholeFile: file !== undefined }
}
