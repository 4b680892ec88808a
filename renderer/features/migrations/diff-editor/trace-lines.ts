import type { TFunction } from 'i18next'
import type { TracedLock, TracedStatement } from '#shared/contract/preview.ts'
import { strength } from '#shared/preview/lock-conflicts.ts'
import { dangerOf, shortRelation, strongestLock, type Danger } from '#shared/preview/danger.ts'
import type { StatementLine } from '../../../editor/statement-line.ts'
import type { Format } from '../../../i18n/format.ts'
import type { AlignedStatement } from './align.ts'
import { rangeWords } from './amounts.ts'

export interface LineWords {
  t: TFunction<'preview'>
  format: Format
  /** First in search_path: names in it are said without it. */
  schema: string
}

const tones: Record<Danger, StatementLine['tone']> = { none: 'plain', calm: 'done', careful: 'careful', danger: 'failed' }

/** The line above each statement: what it took where it was traced, and whether that is still true. */
export function traceLines(statements: readonly AlignedStatement[], { fresh, transactional }: { fresh: boolean; transactional: boolean }, words: LineWords): StatementLine[] {
  const held = transactional ? heldBefore(statements) : new Map<number, TracedLock>()
  return statements.map(({ now: { line, number, command }, traced, state }) => {
    if (!traced) return { line, tone: 'plain', title: `${number} ${command}`, facts: [words.t('line.notPreviewed')], old: true }
    const own = sayTraced(traced, words)
    const lock = held.get(traced.number)
    const said = lock ? { ...own, facts: [...own.facts, words.t('line.stillLocked', { relation: shortRelation(lock.relation, words.schema), mode: lock.mode })] } : own
    if (state === 'changed') return { ...said, line, tone: 'plain', facts: [words.t('line.changed'), ...said.facts], old: true }
    return { ...said, line, ...(!fresh && { old: true }) }
  })
}

/** The lock that a transaction holds from an earlier statement, where it is stronger than the statement's own. */
function heldBefore(statements: readonly AlignedStatement[]): Map<number, TracedLock> {
  const found = new Map<number, TracedLock>()
  let held: TracedLock | undefined
  for (const { traced } of statements) {
    if (traced?.outcome !== 'ran') continue
    const own = strongestLock(traced)
    const isStronger = held && (!own || strength(held.mode) > strength(own.mode))
    if (held && isStronger) found.set(traced.number, held)
    if (own && !isStronger && (traced.blocks.includes('reads') || traced.blocks.includes('writes'))) held = own
  }
  return found
}

function sayTraced(statement: TracedStatement, words: LineWords): Omit<StatementLine, 'line'> {
  const { t } = words
  const { outcome, reason, command, number } = statement
  if (outcome === 'failed') return { tone: 'failed', title: t('line.failed', { command }), facts: reason === null ? [] : [reason] }
  if (outcome === 'skipped') return { tone: 'careful', title: t('line.skipped', { command }), facts: reason === null ? [] : [reason] }
  if (outcome === 'not_run') return { tone: 'plain', title: t('line.notRun', { command }), facts: [t('line.notRunWhy')] }
  const lock = strongestLock(statement)
  const title = lock ? t('line.lock', { mode: lock.mode, relation: shortRelation(lock.relation, words.schema) }) : `${number} ${command}`
  return { tone: tones[dangerOf(statement)], title, facts: factsOf(statement, words) }
}

function factsOf(statement: TracedStatement, words: LineWords): string[] {
  const { t, format } = words
  const { onTarget, walBytes, ms, notices } = statement
  const wal = onTarget?.walBytes ?? walBytes
  const time = onTarget?.seconds ? rangeWords(onTarget.seconds, words) : ms === null ? undefined : ms < 1 ? t('line.underOne') : format.duration(ms)
  return [
    waitWords(statement, words),
    ...workWords(statement, words),
    ...writtenWords(statement, words),
    time,
    wal !== null && wal >= 1_000_000 ? t('line.wal', { bytes: format.bytes(wal) }) : undefined,
    notices.length > 0 ? t('line.notices', { count: notices.length }) : undefined,
  ].filter((fact) => fact !== undefined)
}

/** Who waits is said in words beside the name of the lock, where it lasts. */
function waitWords(statement: TracedStatement, { t }: LineWords): string | undefined {
  const danger = dangerOf(statement)
  if (danger !== 'danger' && danger !== 'careful') return undefined
  return t(statement.blocks.includes('reads') ? 'line.readsWait' : 'line.writesWait')
}

function workWords({ locks, rewrites, scans, indexes, onTarget, rows: written }: TracedStatement, { t, format, schema }: LineWords): string[] {
  const rows = written.length > 0 || onTarget?.rows === undefined || onTarget.rows === null ? [] : [t('line.rows', { rows: format.compact(onTarget.rows), count: onTarget.rows })]
  const built = indexes.filter(({ action }) => action !== 'dropped').length
  const dropped = indexes.filter(({ action }) => action === 'dropped')
  const tables = rewrites.filter(({ kind }) => kind !== 'index' && kind !== 'toast')
  const work =
    tables.length > 0
      ? [t('line.rewrites', { count: tables.length, table: shortRelation(tables[0]?.relation ?? '', schema) }), ...rows]
      : scans.length > 0
        ? [t('line.scans', { count: scans.length, table: shortRelation(scans[0]?.relation ?? '', schema) }), ...rows]
        : locks.some(({ isNew }) => !isNew)
          ? [t('line.noWork')]
          : []
  return [...work, ...(built > 0 ? [t('line.indexes', { count: built })] : []), ...dropped.map(({ name }) => t('line.indexDropped', { name: shortRelation(name, schema) }))]
}

function writtenWords({ rows, onTarget }: TracedStatement, { t, format, schema }: LineWords): string[] {
  return rows.flatMap(({ relation, inserted, updated, deleted, by }) => {
    const name = shortRelation(relation, schema)
    const count = by === 'statement' && onTarget?.rows ? onTarget.rows : inserted + updated + deleted
    if (count === 0) return []
    const amount = { rows: format.compact(count), count, table: name }
    if (by === 'effect') return [t('line.effectRows', amount)]
    return [t(updated > 0 ? 'line.updates' : deleted > 0 ? 'line.deletes' : 'line.inserts', amount)]
  })
}
