import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { ChainRow, Flaw } from '../history/chain.ts'
import type { JournalRow } from '../history/journal.ts'

/** A row of a journal with its link. */
export interface SeenRow {
  row: JournalRow
  link: ChainRow
}

/** More of one sort are counted, not named. */
const mostNamed = 20

const whatToDo = 'Find out who changed the table by hand: no version of Strata does. The copy of another machine that has read this journal shows what stood there.'

/** What a journal's own chain says, in words. */
export function flawFindings(env: string, flaws: ReadonlyMap<string, Flaw>, rows: readonly SeenRow[]): Diagnostic[] {
  const found = rows.flatMap(({ row, link }) => {
    const flaw = flaws.get(link.id)
    return flaw ? [flawFinding(env, flaw, row)] : []
  })
  return found.length <= mostNamed ? found : [...found.slice(0, mostNamed), { code: 'journal-more-flaws', severity: 'error', subject: env, message: `${found.length - mostNamed} more rows of the journal are not as they were sealed.`, help: whatToDo }]
}

function flawFinding(env: string, flaw: Flaw, row: JournalRow): Diagnostic {
  const shared = { severity: 'error' as const, subject: env, help: whatToDo, params: { row: row.id } }
  switch (flaw.kind) {
    case 'edited':
      return { ...shared, code: 'journal-row-edited', message: `Row ${row.id} of the journal was edited after it was written: ${nameOf(row)}.` }
    case 'missing':
      return { ...shared, code: 'journal-rows-missing', message: `${flaw.count === 1 ? 'A row is' : `${flaw.count} rows are`} missing in the journal before row ${row.id}: ${nameOf(row)}.` }
    case 'moved':
      return { ...shared, code: 'journal-rows-reordered', message: `Row ${row.id} of the journal does not stand where it was sealed: rows were reordered, or one was put before it: ${nameOf(row)}.` }
    case 'unlinked':
      return { ...shared, code: 'journal-row-replaced', message: `What stands before row ${row.id} of the journal is not what it was written after: ${nameOf(row)}.` }
  }
}

/** A row as a sentence names it. */
export function nameOf({ kind, version, script, description, at }: JournalRow): string {
  const what = [kind.replaceAll('_', ' '), version && `version ${version}`, script ?? description].filter(Boolean).join(', ')
  return `${what} of ${stamp(at)}`
}

export function stamp(at: Date | string): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? 'an unreadable date' : date.toISOString().replace(/\.\d+Z$/, 'Z')
}

export function hiddenFinding(env: string): Diagnostic {
  return {
    code: 'journal-hidden-rows', severity: 'warning', subject: env, message: 'Row level security may hide rows of the journal from this user, so nothing can be said of its chain.',
    help: 'Check it as the owner of the table, or as a user with BYPASSRLS.',
  }
}
