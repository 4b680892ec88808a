import type { EffectLine } from '../../contract/preview.ts'
import { dataLines } from './data-lines.ts'
import { lineOf, type Draft, type EffectInput } from './draft.ts'
import { schemaLines } from './schema-lines.ts'
import { waitLines } from './wait-lines.ts'

export type { EffectInput } from './draft.ts'

const order: Readonly<Record<EffectLine['sign'], number>> = { note: 0, removed: 1, renamed: 2, changed: 3, added: 4, data: 5, waits: 6 }

/** What migrations do, in sentences: first what went wrong, then the schema, the rows, and who has to wait. */
export function effectLines(input: EffectInput): EffectLine[] {
  const [schema, data, waits] = [schemaLines(input), dataLines(input), waitLines(input)]
  const drafts = [...outcomes(input), ...schema, ...data, ...waits, ...stays(schema, data)]
  return drafts.map((draft, index) => ({ draft, index })).toSorted((one, other) => order[one.draft.sign] - order[other.draft.sign] || one.index - other.index).map(({ draft }) => lineOf(draft))
}

/** A batch: what becomes of the schema between its beginning and its end, and the rows and the waiting of each migration one after the other. */
export function batchLines(input: Omit<EffectInput, 'statements' | 'transactional'>, migrations: readonly (readonly EffectLine[])[]): EffectLine[] {
  const schema = schemaLines({ ...input, statements: [], transactional: true })
  const told = migrations.flat().filter(({ sign, code }) => sign === 'data' || sign === 'waits' || (sign === 'note' && code.startsWith('statement-')))
  const lines = [...schema, ...stays(schema, told.filter(({ sign }) => sign === 'data'))].map(lineOf)
  return [...lines, ...told.map((line) => ({ ...line, statement: null }))].toSorted((one, other) => order[one.sign] - order[other.sign])
}

function outcomes({ statements }: EffectInput): Draft[] {
  return statements.flatMap(({ outcome, number, line, reason }): Draft[] => {
    if (outcome === 'failed') return [{ sign: 'note', tone: 'danger', code: 'statement-failed', params: { number, line, problem: reason ?? '' }, statement: number }]
    return outcome === 'skipped' ? [{ sign: 'note', tone: 'careful', code: 'statement-skipped', params: { number, line, reason: reason ?? '' }, statement: number }] : []
  })
}

function stays(schema: readonly unknown[], data: readonly unknown[]): Draft[] {
  if (schema.length > 0) return []
  return [{ sign: 'note', code: data.length > 0 ? 'schema-stays' : 'nothing-changes', params: {} }]
}
