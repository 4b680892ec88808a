import type { Diagnostic, Fix } from '#shared/contract/diagnostics.ts'
import type { TextMark } from '../../../editor/statement-line.ts'
import { offsetAt, wordEnd } from './place.ts'
import { rebase, type Stretch } from './rebase.ts'

/** A finding and where it stands in the text as it is now. */
export interface PlacedFinding {
  key: string
  finding: Diagnostic
  /** undefined: its place was edited since. */
  place: Stretch | undefined
  /** The cure with its edits in the text as it is now; undefined: there is none, or its place was edited. */
  fix: Fix | undefined
}

const order: readonly Diagnostic['severity'][] = ['error', 'warning', 'info']

/** In the order of the text; `before` is the text that was checked. */
export function placeFindings(findings: readonly Diagnostic[], before: string | undefined, now: string): PlacedFinding[] {
  const move = before === undefined ? () => undefined : rebase(before, now)
  const placed = findings.map((finding, index): PlacedFinding => ({ key: `${finding.code}-${index}`, finding, place: placeOf(finding, before, move), fix: movedFix(finding.fix, move) }))
  return placed.toSorted((a, b) => (a.place?.start ?? Infinity) - (b.place?.start ?? Infinity) || order.indexOf(a.finding.severity) - order.indexOf(b.finding.severity))
}

function placeOf({ where }: Diagnostic, before: string | undefined, move: (place: Stretch) => Stretch | undefined): Stretch | undefined {
  if (before === undefined || where?.line === undefined) return undefined
  const start = offsetAt(before, where.line, where.column ?? 1)
  return move({ start, end: wordEnd(before, start) })
}

function movedFix(fix: Fix | undefined, move: (place: Stretch) => Stretch | undefined): Fix | undefined {
  if (!fix) return undefined
  const edits = fix.edits.flatMap(({ text, ...place }) => {
    const moved = move(place)
    return moved ? [{ ...moved, text }] : []
  })
  return edits.length === fix.edits.length ? { ...fix, edits } : undefined
}

export function marksOf(findings: readonly PlacedFinding[]): TextMark[] {
  return findings.flatMap(({ finding: { severity, message, help, code, rule }, place }) =>
    place ? [{ ...place, severity, message: help ? `${message}\n${help}` : message, code: rule ? `${rule} ${code}` : code }] : [],
  )
}

/** The next finding after the cursor, or the one before it; around the ends. */
export function nextFinding(findings: readonly PlacedFinding[], offset: number, step: 1 | -1): PlacedFinding | undefined {
  const placed = findings.filter(({ place }) => place !== undefined)
  if (step === 1) return placed.find(({ place }) => (place?.start ?? 0) > offset) ?? placed[0]
  return placed.findLast(({ place }) => (place?.start ?? 0) < offset) ?? placed.at(-1)
}

/** `-- strata:allow RULE reason` on the line before the statement that holds the place. */
export function waiverEdit(text: string, statementStart: number, code: string, reason: string): { start: number; end: number; text: string } {
  const line = text.lastIndexOf('\n', statementStart - 1) + 1
  const words = reason.replaceAll(/\s+/g, ' ').trim()
  return { start: line, end: line, text: `-- strata:allow ${code}: ${words}\n` }
}
