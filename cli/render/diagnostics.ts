import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { Look } from './look.ts'
import { placeLine } from './error.ts'
import { indent } from './values.ts'

export function renderDiagnostics(diagnostics: readonly Diagnostic[], look: Look): string {
  return diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, look)).join('')
}

function renderDiagnostic({ severity, message, where, help, code, subject }: Diagnostic, { paint }: Look): string {
  const colour = { error: paint.red, warning: paint.yellow, info: paint.cyan }[severity]
  const place = where ? placeLine(where) : (subject ?? '')
  const lines = [
    `${colour(`${severity}:`)} ${message} ${paint.dim(`[${code}]`)}`,
    place && !message.includes(place) && `  at ${place}`,
    where?.caret && indent(where.caret, '    '),
    help && `  Next: ${help}`,
  ]
  return `${lines.filter(Boolean).join('\n')}\n`
}
