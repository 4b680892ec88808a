import type pg from 'pg'
import type { Diagnostic } from '#shared/contract/diagnostics.ts'
import type { TracedStatement } from '#shared/contract/preview.ts'
import { sessionStateSql } from './notes.sql.ts'

/** What the session has set, as `name=value`. */
export async function readSessionState(client: pg.Client): Promise<string[]> {
  return (await client.query<{ state: string[] }>(sessionStateSql)).rows[0]?.state ?? []
}

/** What a script left set in its session beside `own`, which was set for it, and which is taken back before the next one. */
export async function sessionNote(client: pg.Client, script: string, own: readonly string[]): Promise<Diagnostic[]> {
  const left = (await readSessionState(client)).filter((one) => !own.includes(one))
  const names = left.map((one) => one.slice(0, one.indexOf('=')))
  if (names.length === 0) return []
  const settings = names.join(', ')
  return [{
    code: 'session-state-reset', severity: 'info', subject: script, basis: 'trace', params: { file: script, settings },
    message: `${script} leaves ${settings} set in its session. It was taken back before the next script.`,
    help: 'Write SET LOCAL, which ends with the transaction.',
  }]
}

/** Values of sequences do not come back with the rest of a transaction. */
export function sequenceNotes(script: string, statements: readonly TracedStatement[]): Diagnostic[] {
  const used = new Set(statements.flatMap(({ locks }) => locks.flatMap(({ kind, mode, isNew, relation }) => (kind === 'sequence' && mode === 'ROW EXCLUSIVE' && !isNew ? [relation] : []))))
  return [...used].map((sequence) => ({
    code: 'sequence-advanced', severity: 'info', subject: sequence, basis: 'trace', params: { file: script, sequence },
    message: `${script} took values from sequence ${sequence}. They are used up although the rest was rolled back.`,
    help: 'Nothing needs to be done: a sequence may have gaps.',
  }))
}
