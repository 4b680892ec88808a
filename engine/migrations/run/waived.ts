import { waiversOf } from '#shared/lint/waivers.ts'
import type { NewJournalRow } from '../../history/journal.ts'
import type { PreparedScript } from './prepare-script.ts'
import type { RunStep } from './run-step.ts'

/** What a script asks to be put aside, rule by rule, each with its reason; a waiver without one is not counted. */
export function waiverRows({ version, description }: Pick<RunStep, 'version' | 'description'>, { script, text, statements }: PreparedScript): NewJournalRow[] {
  return waiversOf({ text, statements }).flatMap(({ rules, reason, statement }) =>
    reason === '' || statement === 0 ? [] : rules.map((rule): NewJournalRow => ({
      kind: 'waiver', outcome: 'done', version, script, description: `${rule} was waived in ${description || script}`, rank: null, checksum: null, statements: null, ms: 0, problem: null, sql: null,
      details: { rule, reason, statement },
    })),
  )
}
