import type { Rule } from '../rule.ts'

/** Its findings are made where waivers are applied: only there is it known which of them were needed. */
export const suppressionUnusedOrUnexplained: Rule = {
  id: 'S902',
  name: 'suppression-unused-or-unexplained',
  severity: 'warning',
  summary: 'A waiver in a file puts no finding aside, or does not say why.',
  danger: 'Waivers outlive what they were written for. A later change of the file then goes unseen under a waiver that nobody can explain.',
  safe: 'Write "-- strata:allow RULE reason" on the line before the statement, and remove waivers that are no longer needed.',
  examples: {
    bad: '-- strata:allow S201\nCREATE TABLE notes (id bigint PRIMARY KEY);',
    good: 'CREATE TABLE notes (id bigint PRIMARY KEY);',
  },
}
