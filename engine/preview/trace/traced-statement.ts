import type { TracedStatement } from '#shared/contract/preview.ts'
import type { ScriptStatement } from '#shared/sql/split.ts'
import type { Change, Ledger, Touched } from './ledger.ts'
import { blockedBy } from './lock-modes.ts'
import type { Relation } from './relation.ts'
import type { Names } from './written-names.ts'

type RowsWritten = TracedStatement['rows'][number]

const longestText = 2_000

/** A statement of which nothing is known yet. */
export function untraced({ number, line, command, text }: ScriptStatement): TracedStatement {
  return {
    number, line, command, endLine: line + (text.match(/\r\n|\r|\n/g)?.length ?? 0), text: text.slice(0, longestText),
    outcome: 'not_run', reason: null, ms: null, locks: [], rewrites: [], scans: [], rows: [], indexes: [], walBytes: null, notices: [], onTarget: null, blocks: [],
  }
}

/** Rows that a TRUNCATE took, which no counter tells. */
export interface Truncated {
  relation: Relation
  rows: number
}

export interface Findings {
  change: Change
  names: Names
  /** Oids of the tables above those that were written to. */
  ancestors: ReadonlyMap<string, readonly string[]>
  truncated: readonly Truncated[]
}

/** What is measured of a statement, in the terms of the contract. */
export function measured(ledger: Ledger, { change, names, ancestors, truncated }: Findings): Pick<TracedStatement, 'locks' | 'rewrites' | 'scans' | 'rows' | 'indexes' | 'blocks'> {
  const { locks, newFiles, touched, indexes } = change
  const emptied = new Set(truncated.map(({ relation }) => relation.title))
  const isOld = ({ oid }: Relation) => !ledger.isNew(oid)
  const isNamed = ({ oid, ...own }: Relation) => names(own) || (ancestors.get(oid) ?? []).some((above) => names(ledger.relations.get(above) ?? own))
  const by = (relation: Relation) => (isNamed(relation) ? 'statement' : 'effect')
  return {
    locks, blocks: blockedBy(locks),
    rewrites: newFiles.filter(({ kind, title }) => (kind === 'table' || kind === 'materialized_view') && !emptied.has(title)).map(({ title, kind }) => ({ relation: title, kind })),
    scans: touched.filter(({ scans, relation }) => scans > 0 && isOld(relation) && !emptied.has(relation.title)).map(({ relation, read }) => ({ relation: relation.title, rows: read })),
    rows: inOrder([...touched.flatMap((one) => written(one, by(one.relation))), ...truncated.filter(({ rows }) => rows > 0).map(({ relation, rows }) => ({ relation: relation.title, inserted: 0, updated: 0, deleted: rows, by: by(relation) }) as const)]),
    indexes: indexes.filter(({ relation, action }) => action !== 'rebuilt' || !emptied.has(relation)),
  }
}

/** What the statement itself wrote first; the catalogs tell it in any order. */
function inOrder(rows: readonly RowsWritten[]): RowsWritten[] {
  const effect = ({ by }: RowsWritten) => Number(by === 'effect')
  return rows.toSorted((a, b) => effect(a) - effect(b) || (a.relation < b.relation ? -1 : 1))
}

function written({ relation, inserted, updated, deleted }: Touched, by: RowsWritten['by']): RowsWritten[] {
  return inserted + updated + deleted === 0 ? [] : [{ relation: relation.title, inserted, updated, deleted, by }]
}
