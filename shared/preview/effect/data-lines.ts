import type { RowsWritten, TracedStatement } from '../../contract/preview.ts'
import { factId, type Fact } from '../../schema/fact.ts'
import { scaleRows, unknownRows } from '../scale.ts'
import { relationName, type Draft, type EffectInput } from './draft.ts'

/** What becomes of rows that exist, in figures of the target. */
export function dataLines(input: EffectInput): Draft[] {
  return input.statements.filter(({ outcome }) => outcome === 'ran').flatMap((statement) => [...emptied(statement, input), ...written(statement, input)].map((draft) => ({ ...draft, statement: statement.number })))
}

function emptied({ command, locks }: TracedStatement, { basis, schema }: EffectInput): Draft[] {
  if (!command.startsWith('TRUNCATE')) return []
  return locks.filter(({ kind, mode, isNew }) => kind === 'table' && mode === 'ACCESS EXCLUSIVE' && !isNew).map(({ relation }): Draft => {
    const rows = basis.sizes.get(relation)?.rows ?? 0
    const params = { name: relationName(relation, schema) }
    return rows > 0 ? { sign: 'data', tone: 'danger', code: 'table-emptied-rows', params: { ...params, rows } } : { sign: 'data', tone: 'danger', code: 'table-emptied', params }
  })
}

const verbs = ['inserted', 'updated', 'deleted'] as const

function written(statement: TracedStatement, input: EffectInput): Draft[] {
  if (statement.command.startsWith('TRUNCATE')) return []
  const { basis, schema } = input
  const drafts = scaleRows(statement, basis).flatMap(({ row, ratio, known }) =>
    verbs.filter((verb) => row[verb] > 0).map((verb): Draft => {
      const params = { rows: Math.round(row[verb] * ratio), table: relationName(row.relation, schema), ...(ratio > 1.001 && { about: 1 }) }
      const tone = !known || verb === 'inserted' ? 'plain' : verb === 'deleted' ? 'danger' : 'careful'
      if (row.by === 'statement') return { sign: 'data', tone, code: `rows-${verb}`, params }
      const trigger = triggerOf(statement, row, input)
      return trigger === undefined ? { sign: 'data', tone, code: `rows-${verb}-by-effect`, params } : { sign: 'data', tone, code: `rows-${verb}-by-trigger`, params: { ...params, trigger } }
    }),
  )
  const unknown = unknownRows(statement, basis)
  return unknown === undefined ? drafts : [...drafts, { sign: 'data', tone: 'careful', code: 'rows-unknown', params: { table: relationName(unknown.relation, schema), rows: unknown.rows } }]
}

/** The trigger that wrote the rows, where only one can have done it. */
function triggerOf({ rows }: TracedStatement, target: RowsWritten, { after, before }: EffectInput): string | undefined {
  const fired = rows.filter(({ by, relation }) => by === 'statement' || relation !== target.relation).flatMap((row) => triggersOn(row, after).concat(triggersOn(row, before)))
  const names = new Set(fired.map(({ path }) => path.at(-1) ?? ''))
  return names.size === 1 ? [...names][0] : undefined
}

const events = { inserted: /\bINSERT\b/i, updated: /\bUPDATE\b/i, deleted: /\bDELETE\b/i }

function triggersOn(row: RowsWritten, snapshot: EffectInput['after']): Fact[] {
  const table = snapshot.get(`table:${row.relation}`) ?? snapshot.get(factId('table', row.relation.split('.')))
  if (!table) return []
  return snapshot.children(table.id, 'trigger').filter(({ data }) => verbs.some((verb) => row[verb] > 0 && events[verb].test(String(data['event'] ?? ''))))
}
